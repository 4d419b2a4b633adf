import type { Json, JsonObject } from '../json.ts';
import { canonicalJson } from '../json.ts';

/** Page sizes are tuned freely and are no part of what was asked. */
const pageSizes = new Set(['MaxResults', 'MaxItems', 'PageSize', 'MaxRecords', 'MaxBuckets']);

/** The text by which a request is found again: sorted keys, page sizes and nulls left out. */
export const requestIdentity = (input: JsonObject): string => {
  const entries = Object.entries(input).filter(([key, value]) => !pageSizes.has(key) && value !== null);
  return canonicalJson(Object.fromEntries<Json>(entries));
};
