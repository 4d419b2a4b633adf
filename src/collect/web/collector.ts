import type { ArtifactKey, ItemOf } from '../../domain/artifacts.ts';
import type { Collected } from '../aws/collector.ts';
import type { WebPort } from './port.ts';

/** Brings one artifact from one public endpoint. It reads and parses, it never judges. */
export interface WebCollector<K extends ArtifactKey> {
  readonly source: 'web';
  readonly key: K;
  readonly collect: (web: WebPort) => Promise<Collected<ItemOf<K>>>;
}

export const defineWebCollector = <const K extends ArtifactKey>(
  collector: Omit<WebCollector<K>, 'source'>,
): WebCollector<K> => ({
  source: 'web',
  ...collector,
});
