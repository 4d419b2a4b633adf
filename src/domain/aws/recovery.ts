import type { Gap } from '../gap.ts';
import type { Store } from '../parameters.ts';
import type { AwsPlace, AwsResource, Instant } from './base.ts';
import type { DatabaseRef } from './databases.ts';

/** What a recovery point is a state of. */
export type Origin =
  | ({ readonly type: 'database' } & DatabaseRef)
  | { readonly type: 'volume'; readonly id: string }
  /** A copy of that EBS snapshot. */
  | { readonly type: 'snapshot'; readonly id: string }
  /** An EC2 instance: a backup of it holds its volumes. */
  | { readonly type: 'instance'; readonly id: string }
  | { readonly type: 'arn'; readonly arn: string };

/** `aws-backup-continuous` marks a point-in-time backup whose latest restorable moment no listing tells. */
export type RecoveryMechanism =
  | 'rds'
  | 'ebs'
  | 'lifecycle-manager'
  | 'dynamodb'
  | 'aws-backup'
  | 'aws-backup-continuous';

/** One state that can be restored now. `account` and `region` say where it is kept, `at` how old its data is. */
export interface RestorePoint extends AwsPlace {
  readonly id: string;
  readonly of: Origin;
  /** null: of something that no claim calls a store. */
  readonly store: Store | null;
  readonly by: RecoveryMechanism;
  readonly at: Instant;
  /** Made by a schedule, not by a person. */
  readonly automated: boolean;
  /** null: the answer did not say. */
  readonly encrypted: boolean | null;
  /** Days after which it is deleted; null = not known, or never. */
  readonly retentionDays: number | null;
}

/** A stretch of time any moment of which can be restored (point-in-time recovery). */
export interface RestoreWindow extends AwsPlace {
  readonly id: string;
  readonly of: Origin;
  readonly store: Store;
  /** null: the answer does not say how far back it reaches. */
  readonly from: Instant | null;
  readonly to: Instant;
  /** null: the answer did not say. */
  readonly encrypted: boolean | null;
  readonly retentionDays: number | null;
}

/**
 * All that one mechanism can restore in one account and region. `missing` are the listings that could not be read, so
 * that the absence of a point is never concluded from them.
 */
export interface Recovery extends AwsResource {
  readonly points: readonly RestorePoint[];
  readonly windows: readonly RestoreWindow[];
  readonly missing: readonly Gap[];
}
