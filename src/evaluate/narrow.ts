import { artifactKeys, noItems } from '../domain/artifact-keys.generated.ts';
import type { Artifacts, Items } from '../domain/artifacts.ts';
import type { Binding, TagFilter } from '../domain/claim.ts';
import { claimedUrl, endpointName, endpointOfUrl } from '../domain/claim.ts';
import type { Scope, Slice } from '../domain/slice.ts';
import { emptySlice } from '../domain/slice.ts';
import type { DocumentFacts } from '../domain/web.ts';

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
export const ownDocument = (binding: Binding, read: Slice<DocumentFacts>): Slice<DocumentFacts> => {
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
