import type { ArtifactKey, ItemOf } from '../domain/artifacts.ts';
import type { Collected } from './aws/collector.ts';
import type { OperationName } from './aws/operations/index.ts';
import type { AwsPort } from './aws/port.ts';
import type { WebCollector } from './web/collector.ts';

/** A collector of the AWS API with its own operations folded away. */
interface AnyAwsCollector<K extends ArtifactKey> {
  readonly source: 'aws';
  readonly key: K;
  readonly per: 'region' | 'account';
  readonly operations: readonly OperationName[];
  readonly collect: (aws: AwsPort<OperationName>) => Promise<Collected<ItemOf<K>>>;
}

export type AnyCollector<K extends ArtifactKey = ArtifactKey> = AnyAwsCollector<K> | WebCollector<K>;

/** One collector for every artifact: a missing one, or one under another key, does not compile. */
export type Collectors = { readonly [K in ArtifactKey]: AnyCollector<K> };
