import type { Read } from '../gap.ts';
import type { AwsPlace, AwsResource, Instant } from './base.ts';

export interface DbInstance extends AwsResource {
  readonly name: string;
  readonly resourceId: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly status: string;
  /** null: the answer does not tell. */
  readonly encrypted: boolean | null;
  readonly kmsKeyId: string | null;
  /** Encrypted with a key that AWS owns (`sse-rds`), which has no id. */
  readonly awsOwnedKey: boolean;
  /** null: the answer does not tell. */
  readonly publiclyAccessible: boolean | null;
  /** null: the answer does not tell. */
  readonly multiAz: boolean | null;
  readonly zone: string | null;
  readonly secondaryZone: string | null;
  readonly port: number | null;
  /** Days; 0 = automated backups are off. */
  readonly backupRetentionDays: number | null;
  readonly latestRestorableTime: Instant | null;
  readonly createdAt: Instant | null;
  readonly cluster: string | null;
  /** Set when this is a read replica: name (same region) or ARN of its source. */
  readonly replicaOf: string | null;
  readonly vpc: string | null;
  readonly subnets: readonly { readonly subnet: string; readonly zone: string | null }[];
  readonly securityGroups: readonly string[];
  readonly parameterGroups: readonly { readonly name: string; readonly applied: boolean }[];
  readonly deletionProtection: boolean;
}

export interface DbCluster extends AwsResource {
  readonly name: string;
  readonly resourceId: string;
  readonly engine: string;
  readonly status: string;
  /** null: the answer does not tell. */
  readonly encrypted: boolean | null;
  readonly kmsKeyId: string | null;
  readonly awsOwnedKey: boolean;
  /** null: the answer does not tell. */
  readonly multiAz: boolean | null;
  readonly members: readonly string[];
  /** Set when this is a read replica: ARN of its source. */
  readonly replicaOf: string | null;
  readonly backupRetentionDays: number | null;
  readonly earliestRestorableTime: Instant | null;
  readonly latestRestorableTime: Instant | null;
  readonly createdAt: Instant | null;
  readonly deletionProtection: boolean;
  readonly parameterGroup: string | null;
}

/** A database as its snapshots and backups name it. The resource id outlives a new name; the name may be given anew. */
export interface DatabaseRef extends AwsPlace {
  readonly kind: 'instance' | 'cluster';
  readonly name: string;
  readonly resourceId: string | null;
}

export interface DbSnapshot extends AwsResource {
  readonly name: string;
  readonly of: DatabaseRef;
  readonly type: string;
  readonly status: string;
  /** null: the answer does not tell. */
  readonly encrypted: boolean | null;
  readonly kmsKeyId: string | null;
  /** The time of the data in it, not of the copy. */
  readonly dataTime: Instant | null;
  readonly engine: string;
  /** The account ids that may restore it, `all` = everybody. Only manual snapshots can be shared. */
  readonly sharedWith: Read<readonly string[]>;
}

/** A parameter group in use, with the parameters that decide whether plaintext connections are refused. */
export interface DbParameterGroup extends AwsResource {
  readonly name: string;
  readonly kind: 'instance' | 'cluster';
  readonly parameters: Read<Readonly<Record<string, string | null>>>;
}
