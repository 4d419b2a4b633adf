import type { Finding } from '../domain/finding.ts';
import type { Severity } from '../domain/kinds.ts';
import type { Scope } from '../domain/slice.ts';
import { scopeKey } from '../domain/slice.ts';

/** Weight of a claim in the overall numbers. */
const weights: Readonly<Record<Severity, number>> = { critical: 8, high: 4, medium: 2, low: 1 };

/** Mean of the numbers there are; null when there is none. */
export const mean = (values: readonly (number | null)[]): number | null => {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : round(present.reduce((sum, value) => sum + value, 0) / present.length);
};

/** Six digits are enough for a ratio and keep results byte-equal over summation orders. */
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

type Counted = Pick<Finding, 'status' | 'waiver' | 'subject'>;

/** Share of what was decided that holds, 0..1; null when nothing was decided. Waived findings do not count. */
export const scoreOf = (findings: readonly Counted[]): number | null => {
  const open = findings.filter(({ waiver }) => waiver === null);
  const passes = open.filter(({ status }) => status === 'pass').length;
  const fails = open.filter(({ status }) => status === 'fail').length;
  return passes + fails === 0 ? null : round(passes / (passes + fails));
};

/**
 * Share of what should be seen that was, 0..1: the mean over the planned scopes of the share of subjects decided there.
 * A scope in which a listing failed counts 0, one that was listed and is empty counts 1. null when no scope was planned.
 * A finding outside all planned scopes counts as a scope of its own.
 */
export const coverageOf = (
  findings: readonly Counted[],
  planned: readonly Scope[],
  failed: readonly Scope[],
): number | null => {
  const blind = new Set(failed.map(scopeKey));
  const shares = new Map<string, { decided: number; unknown: number }>();
  for (const scope of planned) shares.set(scopeKey(scope), { decided: 0, unknown: 0 });
  for (const scope of failed) shares.set(scopeKey(scope), { decided: 0, unknown: 0 });
  for (const finding of findings) {
    if (finding.status === 'notApplicable') continue;
    const key = scopeKeyOf(finding, shares);
    const share = shares.get(key) ?? { decided: 0, unknown: 0 };
    if (finding.status === 'unknown') share.unknown += 1;
    else share.decided += 1;
    shares.set(key, share);
  }
  return mean(
    [...shares].map(([key, { decided, unknown }]) => {
      if (blind.has(key)) return 0;
      return decided + unknown === 0 ? 1 : decided / (decided + unknown);
    }),
  );
};

/** A bucket lives in a region but is listed account-wide: it counts where it was listed. */
const scopeKeyOf = ({ subject }: Counted, planned: ReadonlyMap<string, unknown>): string => {
  if (subject.account === null) return subject.id;
  const own = `${subject.account}/${subject.region ?? 'global'}`;
  const wide = `${subject.account}/global`;
  return planned.has(own) || !planned.has(wide) ? own : wide;
};

/** Mean of the claims' numbers, weighted by severity (critical 8, high 4, medium 2, low 1). */
export const weightedMean = (
  values: readonly { readonly severity: Severity; readonly value: number | null }[],
): number | null => {
  let [sum, weight] = [0, 0];
  for (const { severity, value } of values) {
    if (value === null) continue;
    sum += value * weights[severity];
    weight += weights[severity];
  }
  return weight === 0 ? null : round(sum / weight);
};
