import type { ArtifactKey } from '../domain/artifacts.ts';
import type { RegisteredCheck } from '../domain/check.ts';
import type { Claim } from '../domain/claim.ts';
import { kinds } from '../domain/kinds.ts';

/** What a run will judge, and so what it has to read. */
export interface Plan {
  readonly claims: readonly Claim[];
  readonly checks: readonly RegisteredCheck[];
  /** Sorted. */
  readonly artifacts: readonly ArtifactKey[];
}

/** `--only` names that are neither a claim, a kind nor a check. */
export interface UnknownSelection {
  readonly unknown: readonly string[];
  /** What could have been meant. */
  readonly candidates: readonly string[];
}

/**
 * Chooses claims and checks, and the artifacts they need: nothing else is read. `only` holds claim ids, kinds or check
 * ids; empty means all.
 */
export const makePlan = (
  claims: readonly Claim[],
  registry: readonly RegisteredCheck[],
  only: readonly string[],
): Plan | UnknownSelection => {
  const candidates = [
    ...new Set([...claims.map(({ id }) => id), ...Object.keys(kinds), ...registry.map(({ id }) => id)]),
  ];
  const unknown = only.filter((name) => !candidates.includes(name));
  if (unknown.length > 0) return { unknown, candidates };

  const named = (name: string): boolean => only.includes(name);
  const checksNamed = registry.filter(({ id }) => named(id));
  const checks = checksNamed.length > 0 ? checksNamed : registry;
  const chosen = claims.filter(
    (claim) =>
      only.length === 0 || named(claim.id) || named(claim.kind) || checksNamed.some((check) => check.applies(claim)),
  );
  const applied = checks.filter((check) => chosen.some((claim) => check.applies(claim)));
  return { claims: chosen, checks: applied, artifacts: [...new Set(applied.flatMap(({ needs }) => needs))].sort() };
};

/** The artifacts one claim waits for. */
export const needsOf = (claim: Claim, plan: Plan): readonly ArtifactKey[] =>
  plan.checks.filter((check) => check.applies(claim)).flatMap(({ needs }) => needs);
