import type { ArtifactKey, ItemOf } from '../../domain/artifacts.ts';
import type { Collected } from '../aws/collector.ts';
import type { WebPort } from './port.ts';

/** Brings one artifact from one public endpoint. It reads and parses, it never judges. */
interface EndpointCollector<K extends ArtifactKey> {
  readonly source: 'web';
  readonly per: 'endpoint';
  readonly key: K;
  readonly collect: (web: WebPort) => Promise<Collected<ItemOf<K>>>;
}

/** Brings one artifact of one document that a claim names by its URL; the port leads to the server in the URL. */
interface DocumentCollector<K extends ArtifactKey> {
  readonly source: 'web';
  readonly per: 'document';
  readonly key: K;
  readonly collect: (web: WebPort, url: string) => Promise<Collected<ItemOf<K>>>;
}

/** Brings one artifact of one public name that AWS artifacts tell of; the port leads to its HTTPS side. */
interface FoundNameCollector<K extends ArtifactKey> {
  readonly source: 'web';
  readonly per: 'found-name';
  readonly key: K;
  readonly collect: (web: WebPort) => Promise<Collected<ItemOf<K>>>;
}

export type WebCollector<K extends ArtifactKey> = EndpointCollector<K> | DocumentCollector<K> | FoundNameCollector<K>;

export const defineWebCollector = <const K extends ArtifactKey>(
  collector: Omit<EndpointCollector<K>, 'source' | 'per'>,
): EndpointCollector<K> => ({
  source: 'web',
  per: 'endpoint',
  ...collector,
});

export const defineDocumentCollector = <const K extends ArtifactKey>(
  collector: Omit<DocumentCollector<K>, 'source' | 'per'>,
): DocumentCollector<K> => ({
  source: 'web',
  per: 'document',
  ...collector,
});

export const defineFoundNameCollector = <const K extends ArtifactKey>(
  collector: Omit<FoundNameCollector<K>, 'source' | 'per'>,
): FoundNameCollector<K> => ({
  source: 'web',
  per: 'found-name',
  ...collector,
});
