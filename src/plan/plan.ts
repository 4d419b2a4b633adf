import type { ArtifactKey } from '../domain/artifacts.ts';
import type { RegisteredCheck } from '../domain/check.ts';
import { checksFor } from '../domain/check.ts';
import type { Claim, NamedDocument } from '../domain/claim.ts';
import { claimedUrl, documentKeys } from '../domain/claim.ts';
import { kinds } from '../domain/kinds.ts';

/** What a run will judge, and so what it has to read. */
export interface Plan {
  readonly claims: readonly Claim[];
  /** Ids of the claims that are judged by the checks named in `--only` alone. */
  readonly partly: readonly string[];
  readonly checks: readonly RegisteredCheck[];
  /** Whether the user put AWS into scope; see checksFor. */
  readonly awsInScope: boolean;
  /** Sorted. */
  readonly artifacts: readonly ArtifactKey[];
  /** The documents that the claims name and a check reads, sorted. */
  readonly documents: readonly NamedDocument[];
}

/** `--only` names that are neither a claim, a kind nor a check. */
export interface UnknownSelection {
  readonly unknown: readonly string[];
  /** What could have been meant. */
  readonly candidates: readonly string[];
}

/**
 * Chooses claims and checks, and the artifacts they need: nothing else is read. `only` holds claim ids, kinds or check
 * ids; empty means all. A claim that is named, or whose kind is, is judged by all its checks.
 */
export const makePlan = (
  claims: readonly Claim[],
  registry: readonly RegisteredCheck[],
  only: readonly string[],
  awsInScope: boolean,
): Plan | UnknownSelection => {
  const candidates = [
    ...new Set([...claims.map(({ id }) => id), ...Object.keys(kinds), ...registry.map(({ id }) => id)]),
  ];
  const unknown = only.filter((name) => !candidates.includes(name));
  if (unknown.length > 0) return { unknown, candidates };

  const named = (name: string): boolean => only.includes(name);
  const whole = claims.filter((claim) => only.length === 0 || named(claim.id) || named(claim.kind));
  const checks = registry.filter((check) => named(check.id) || whole.some((claim) => check.applies(claim)));
  const chosen = claims.filter(
    (claim) => whole.includes(claim) || checks.some((check) => named(check.id) && check.applies(claim)),
  );
  const needs = chosen.map((claim) => ({
    claim,
    artifacts: checksFor(claim, checks, awsInScope).flatMap((check) => check.needs),
  }));
  const documents = documentKeys.flatMap((artifact) => {
    const urls = needs.flatMap(({ claim, artifacts }) =>
      artifacts.includes(artifact) ? (claimedUrl(claim) ?? []) : [],
    );
    return sorted(urls).map((url) => ({ artifact, url }));
  });
  return {
    claims: chosen,
    partly: chosen.filter((claim) => !whole.includes(claim)).map(({ id }) => id),
    checks,
    awsInScope,
    artifacts: sorted(needs.flatMap(({ artifacts }) => artifacts)),
    documents,
  };
};

const sorted = <T extends string>(values: readonly T[]): readonly T[] => [...new Set(values)].sort();

/** The artifacts one claim waits for. */
export const needsOf = (claim: Claim, plan: Plan): readonly ArtifactKey[] =>
  checksFor(claim, plan.checks, plan.awsInScope).flatMap(({ needs }) => needs);
