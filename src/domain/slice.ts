import type { Gap } from './gap.ts';

/**
 * Where something was read: an AWS account and region (`global` for account-wide services), or an endpoint `host:port`.
 * `found`: nobody asked for the endpoint, AWS told of it.
 */
export type Scope =
  | { readonly type: 'aws'; readonly account: string; readonly region: string }
  | { readonly type: 'endpoint'; readonly endpoint: string; readonly found?: true };

export const scopeKey = (scope: Scope): string =>
  scope.type === 'aws' ? `${scope.account}/${scope.region}` : scope.endpoint;

/**
 * What one collector brings: the items it could read, the gaps where it could not, and every scope that was planned
 * (so that coverage has a denominator) with the names of the evidence streams that back it.
 */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly gaps: readonly ScopedGap[];
  readonly scopes: readonly ScopeRead[];
}

export interface ScopedGap {
  readonly scope: Scope;
  /** What could not be read, as an operation or a step: `rds:DescribeDBInstances`, `dns`, `tls`. */
  readonly what: string;
  readonly gap: Gap;
}

export interface ScopeRead {
  readonly scope: Scope;
  /** Evidence streams asked in this scope: `aws/<account>/<region>/<service>/<Operation>` or `web/<host>_<port>/<dns|http|tls>`. */
  readonly evidence: readonly string[];
}

export const emptySlice: Slice<never> = { items: [], gaps: [], scopes: [] };

/** Joins the slices of several scopes into one. Order of the parts is kept. */
export const joinSlices = <T>(slices: readonly Slice<T>[]): Slice<T> => ({
  items: slices.flatMap((slice) => slice.items),
  gaps: slices.flatMap((slice) => slice.gaps),
  scopes: slices.flatMap((slice) => slice.scopes),
});
