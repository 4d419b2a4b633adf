import { artifactKeys, noItems } from '../domain/artifact-keys.generated.ts';
import type { Artifacts, Items } from '../domain/artifacts.ts';
import type { Binding, TagFilter } from '../domain/claim.ts';
import { claimedUrl, endpointName, endpointOfUrl } from '../domain/claim.ts';
import type { Scope, Slice } from '../domain/slice.ts';
import { emptySlice } from '../domain/slice.ts';

/**
 * The items of all artifacts, narrowed to the resources that carry the claimed tags. A resource whose listing brings no
 * tags stays in: leaving out what could not be told apart would hide it.
 */
export const itemsOf = (artifacts: Artifacts, filters: readonly TagFilter[]): Items => {
  const narrow = <T>(items: readonly T[]): readonly T[] =>
    filters.length === 0 ? items : items.filter((item) => matches(item, filters));
  const items: Items = { ...noItems };
  for (const key of artifactKeys) Object.assign(items, { [key]: narrow<unknown>(artifacts[key].items) });
  return items;
};

const matches = (item: unknown, filters: readonly TagFilter[]): boolean => {
  const tags = typeof item === 'object' && item !== null ? Reflect.get(item, 'tags') : null;
  if (typeof tags !== 'object' || tags === null) return true;
  return filters.every(({ key, values }) => {
    const value: unknown = Reflect.get(tags, key);
    return typeof value === 'string' && values.includes(value);
  });
};

/** What was read of the document that a claim names: those of other claims are no matter of it. */
const ownDocument = <T extends { readonly url: string }>(binding: Binding, read: Slice<T>): Slice<T> => {
  const url = claimedUrl(binding);
  if (url === null) return emptySlice;
  const server = endpointName(endpointOfUrl(url));
  const isServer = ({ scope }: { readonly scope: Scope }): boolean =>
    scope.type === 'endpoint' && scope.endpoint === server;
  return {
    items: read.items.filter((document) => document.url === url),
    gaps: read.gaps.filter(isServer),
    scopes: read.scopes.filter(isServer),
  };
};

/** The artifacts with those of documents narrowed to what a claim names. */
export const ownArtifacts = (binding: Binding, artifacts: Artifacts): Artifacts => ({
  ...artifacts,
  'web.documents': ownDocument(binding, artifacts['web.documents']),
  'web.pgp-keys': ownDocument(binding, artifacts['web.pgp-keys']),
});

/** The items narrowed in the same way. */
export const ownItems = (own: Artifacts, items: Items): Items => ({
  ...items,
  'web.documents': own['web.documents'].items,
  'web.pgp-keys': own['web.pgp-keys'].items,
});
