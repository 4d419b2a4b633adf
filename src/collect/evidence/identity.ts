import type { Json, JsonObject } from '../json.ts';
import { canonicalJson } from '../json.ts';

/** Page sizes are tuned freely and are no part of what was asked. */
const pageSizes = new Set(['MaxResults', 'maxResults', 'MaxItems', 'PageSize', 'MaxRecords', 'MaxBuckets', 'limit']);

/** The text by which a request is found again: sorted keys, page sizes and nulls left out. */
export const requestIdentity = (input: JsonObject): string => {
  const entries = Object.entries(input).filter(([key, value]) => !pageSizes.has(key) && value !== null);
  return canonicalJson(Object.fromEntries<Json>(entries));
};

/**
 * Where a stream is kept, without the file ending. Names come partly from outside (profiles, account ids, host names):
 * nothing in them may leave the directory.
 */
export const evidencePath = (name: string): string =>
  name
    .split('/')
    .map(
      (part) =>
        part
          .replace(/[^A-Za-z0-9._-]/g, '_')
          .replace(/^\.+/, '_')
          .slice(0, 200) || '_',
    )
    .join('/');
