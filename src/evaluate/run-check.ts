import type { Artifacts, Items } from '../domain/artifacts.ts';
import type { CheckContext, RegisteredCheck } from '../domain/check.ts';
import type { Binding } from '../domain/claim.ts';
import type { Said, Subject } from '../domain/finding.ts';
import type { Gap } from '../domain/gap.ts';
import { describeGap } from '../domain/gap.ts';
import type { Scope, ScopedGap, ScopeRead } from '../domain/slice.ts';
import { scopeKey } from '../domain/slice.ts';
import { ownArtifacts, ownItems } from './narrow.ts';
import { sayUnread } from './say.ts';

/** What one check said for one claim, and the scopes it was planned for. */
export interface CheckRun {
  readonly check: RegisteredCheck;
  readonly said: readonly Said[];
  readonly scopes: readonly ScopeRead[];
  /** Gaps of the artifacts it needs. */
  readonly gaps: readonly ScopedGap[];
  /** What the check itself found unread, one thing at a time. */
  readonly unread: readonly { readonly subject: Subject; readonly gap: Gap }[];
}

/**
 * Runs one check. Every gap of an artifact it needs becomes an `unknown` finding; a check that throws is `unknown` with
 * gap `bug`; a check that has nothing to say, with no gap, is `notApplicable`.
 */
export const runCheck = (
  check: RegisteredCheck,
  binding: Binding,
  artifacts: Artifacts,
  items: Items,
  context: CheckContext,
): CheckRun => {
  const own = ownArtifacts(binding, artifacts);
  const slices = check.needs.map((key) => own[key]);
  const gaps = distinctGaps(slices.flatMap((slice) => slice.gaps));
  const unseen = gaps.map(({ scope, what, gap }) => sayUnread(scopeSubject(scope, what), gap, what));
  const judged = safely(check, binding, ownItems(own, items), context);
  const said = [...judged, ...unseen];
  return {
    check,
    said: said.length > 0 ? sortSaid(said) : [sayEmpty(check)],
    scopes: mergeScopes(slices.flatMap((slice) => slice.scopes)),
    gaps,
    unread: judged.flatMap(({ subject, gap }) => (gap === null ? [] : [{ subject, gap }])),
  };
};

const safely = (check: RegisteredCheck, binding: Binding, items: Items, context: CheckContext): readonly Said[] => {
  try {
    return check.run(items, binding, context);
  } catch (error) {
    const gap: Gap = {
      kind: 'bug',
      detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
    return [sayUnread(checkSubject(check), gap)];
  }
};

const sayEmpty = (check: RegisteredCheck): Said => ({
  status: 'notApplicable',
  reason: 'empty',
  message: check.whenEmpty,
  subject: checkSubject(check),
  fix: null,
  proof: null,
  measured: null,
  badness: null,
  gap: null,
});

const checkSubject = (check: RegisteredCheck): Subject => ({
  type: 'check',
  id: check.id,
  account: null,
  region: null,
});

/** A scope that could not be read stands for whatever might be in it. */
const scopeSubject = (scope: Scope, what: string): Subject =>
  scope.type === 'aws'
    ? {
        type: 'scope',
        id: `${scope.account}/${scope.region}`,
        account: scope.account,
        region: scope.region,
        part: what,
      }
    : { type: 'endpoint', id: scope.endpoint, account: null, region: null, part: what };

const mergeScopes = (scopes: readonly ScopeRead[]): readonly ScopeRead[] => {
  const merged = new Map<string, ScopeRead>();
  for (const { scope, evidence } of scopes) {
    const key = scopeKey(scope);
    const known = merged.get(key)?.evidence ?? [];
    merged.set(key, { scope, evidence: [...new Set([...known, ...evidence])].sort() });
  }
  return [...merged.values()].sort((a, b) => compareText(scopeKey(a.scope), scopeKey(b.scope)));
};

export const subjectKey = (subject: Subject): string =>
  [subject.type, subject.account ?? '', subject.region ?? '', subject.id, subject.part ?? ''].join('\0');

/** Findings in an order that does not depend on how the evidence arrived. */
const sortSaid = (said: readonly Said[]): readonly Said[] =>
  said
    .map((one) => ({ one, key: `${subjectKey(one.subject)}\0${one.reason}\0${one.message}` }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ one }) => one);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * One gap for each thing that could not be read in a scope, in an order that does not depend on how they arrived. Of
 * several, our own fault is told first.
 */
const distinctGaps = (gaps: readonly ScopedGap[]): readonly ScopedGap[] => {
  const order = ({ gap }: ScopedGap): string => `${gap.kind === 'bug' ? 0 : 1} ${describeGap(gap)}`;
  const sorted = gaps.toSorted((a, b) => compareText(gapKey(a), gapKey(b)) || compareText(order(a), order(b)));
  return sorted.filter((gap, index) => index === 0 || gapKey(gap) !== gapKey(sorted[index - 1] ?? gap));
};

const gapKey = ({ scope, what }: ScopedGap): string => `${scopeKey(scope)} ${what}`;
