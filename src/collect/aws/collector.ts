import type { ArtifactKey, ItemOf } from '../../domain/artifacts.ts';
import type { ScopedGap } from '../../domain/slice.ts';
import type { OperationName } from './operations/index.ts';
import type { AwsPort } from './port.ts';

/**
 * Brings one artifact from one account (and region). It declares the operations it calls; the printed least-privilege
 * policy, the dry run and the port it is given come from that declaration. It reads and parses, it never judges.
 */
export interface AwsCollector<K extends ArtifactKey, Op extends OperationName> {
  readonly source: 'aws';
  readonly key: K;
  /** Run once per region, or once per account. */
  readonly per: 'region' | 'account';
  readonly operations: readonly Op[];
  readonly collect: (aws: AwsPort<Op>) => Promise<Collected<ItemOf<K>>>;
}

export interface Collected<T> {
  readonly items: readonly T[];
  readonly gaps: readonly ScopedGap[];
}

export const defineAwsCollector = <const K extends ArtifactKey, const Op extends OperationName>(
  collector: Omit<AwsCollector<K, Op>, 'source'>,
): AwsCollector<K, Op> => ({ source: 'aws', ...collector });
