import type { PinnedFinding, Snapshot } from '../domain/baseline.ts';
import type { Subject } from '../domain/finding.ts';
import type { Delta, DeltaEntry, DeltaState, ScopeReport } from '../domain/result.ts';
import type { Scope } from '../domain/slice.ts';

type Change = Exclude<
  { readonly [K in keyof Delta]: Delta[K] extends readonly DeltaEntry[] ? K : never }[keyof Delta],
  never
>;

interface Pair {
  readonly was: PinnedFinding | undefined;
  readonly now: PinnedFinding | undefined;
}

interface Classified {
  readonly change: Change;
  readonly entry: DeltaEntry;
}

/**
 * What changed from `old` to `now`, finding by finding. Nothing that cannot be seen any more is called fixed or gone, and
 * nothing unknown enters or leaves silently. The order of findings changes nothing.
 */
export const compare = (old: Snapshot, now: Snapshot): Delta => {
  const classified = pairs(old, now).flatMap((pair) => classify(pair, old, now));
  const changes = (change: Change): readonly DeltaEntry[] =>
    classified.filter((one) => one.change === change).map(({ entry }) => entry);
  return {
    regressions: changes('regressions'),
    revealed: changes('revealed'),
    worsened: changes('worsened'),
    fixed: changes('fixed'),
    known: changes('known'),
    gone: changes('gone'),
    lostSight: changes('lostSight'),
    unverified: changes('unverified'),
    waived: changes('waived'),
    newChecks: changes('newChecks'),
    ...changedContent(old, now),
    drifted: drifted(old, now),
    coverage: { was: old.coverage, now: now.coverage },
    unreached: unreached(old.scope.reached, now.scope.reached),
  };
};

const pairs = (old: Snapshot, now: Snapshot): readonly Pair[] => {
  const was = new Map(old.findings.map((finding) => [finding.fingerprint, finding]));
  const is = new Map(now.findings.map((finding) => [finding.fingerprint, finding]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .map((fingerprint) => ({ was: was.get(fingerprint), now: is.get(fingerprint) }));
};

const classify = (pair: Pair, old: Snapshot, now: Snapshot): readonly Classified[] => {
  const finding = pair.now ?? pair.was;
  if (finding === undefined) return [];
  const [was, is] = [stateOf(pair.was), stateOf(pair.now)];
  const change = changeOf(was, is, {
    worse: isWorse(pair),
    undecided: isUndecided(finding, old),
    newCheck: isNewCheck(finding, old),
    listed: is !== 'absent' || isListed(finding, old, now),
  });
  if (change === null) return [];
  const { fingerprint, claim, check } = finding;
  return [{ change, entry: { fingerprint, claim, check, subject: nameOf(finding.subject), was, now: is } }];
};

const isWorse = ({ was, now }: Pair): boolean => {
  const [then, today] = [was?.badness ?? null, now?.badness ?? null];
  return then !== null && today !== null && today > then;
};

const stateOf = (finding: PinnedFinding | undefined): DeltaState => {
  if (finding === undefined || finding.status === 'notApplicable') return 'absent';
  if (finding.waiver === 'applied') return 'waived';
  return finding.status === 'fail' && finding.waiver === 'expired' ? 'expired' : finding.status;
};

interface Circumstances {
  readonly worse: boolean;
  readonly newCheck: boolean;
  /** No check spoke about the claim then, so that it was as unknown as could be. */
  readonly undecided: boolean;
  /** The place where the subject was is still looked at, and was seen whole. */
  readonly listed: boolean;
}

const changeOf = (
  was: DeltaState,
  now: DeltaState,
  { worse, newCheck, undecided, listed }: Circumstances,
): Change | null => {
  const failed = was === 'fail' || was === 'expired';
  switch (now) {
    case 'waived':
      return 'waived';
    case 'expired':
      return 'regressions';
    case 'fail':
      if (failed) return worse ? 'worsened' : 'known';
      if (was === 'unknown' || (was === 'absent' && undecided)) return 'revealed';
      return was === 'absent' && newCheck ? 'newChecks' : 'regressions';
    case 'unknown':
      return was === 'unknown' || was === 'absent' ? 'unverified' : 'lostSight';
    case 'pass':
      return failed || was === 'unknown' || was === 'waived' ? 'fixed' : null;
    case 'absent':
      if (was === 'absent') return null;
      return listed || was === 'unknown' ? 'gone' : 'lostSight';
  }
};

/** A check that did not exist then. Under a claim that did not exist then either, a failure is simply new. */
const isNewCheck = ({ claim, check }: PinnedFinding, old: Snapshot): boolean =>
  !old.checks.includes(check) && old.claims.some(({ id }) => id === claim);

const isUndecided = ({ claim }: PinnedFinding, old: Snapshot): boolean =>
  old.claims.some(({ id, checks }) => id === claim && checks.length === 0);

const isListed = ({ claim, check, subject }: PinnedFinding, old: Snapshot, now: Snapshot): boolean =>
  now.claims.some(({ id, checks }) => id === claim && checks.includes(check)) &&
  isReached(subject, old.scope.reached, now.scope.reached) &&
  !now.gaps.some(
    (gap) =>
      gap.subject === null && (gap.checks.length === 0 || gap.checks.includes(check)) && touches(gap.scope, subject),
  );

/** What was found in a region that was not reached even then was listed account-wide, as buckets are. */
const isReached = ({ account, region, id }: Subject, then: ScopeReport, now: ScopeReport): boolean => {
  if (account === null) return now.endpoints.some((endpoint) => isSameEndpoint(endpoint, id));
  const wide = region === null || !then.regions.includes(region);
  return now.accounts.includes(account) && (wide || now.regions.includes(region));
};

/** Account-wide listings are read in `global` for things that live in a region, and the other way round. */
const touches = (scope: Scope, { account, region, id }: Subject): boolean => {
  if (scope.type === 'endpoint') return account === null && isSameEndpoint(scope.endpoint, id);
  if (scope.account !== account) return false;
  return scope.region === region || scope.region === 'global' || region === 'global' || region === null;
};

/** A name without a port stands for all its ports. */
const isSameEndpoint = (a: string, b: string): boolean => {
  const [one, other] = [splitPort(a), splitPort(b)];
  return one.host === other.host && (one.port === null || other.port === null || one.port === other.port);
};

const splitPort = (endpoint: string): { readonly host: string; readonly port: string | null } => {
  const match = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(endpoint);
  return { host: match?.[1] ?? endpoint, port: match?.[2] ?? null };
};

/** Documents whose content is not the pinned one. Neither better nor worse, so that no gate rests on it. */
const changedContent = (old: Snapshot, now: Snapshot): Pick<Delta, 'changed'> => {
  const changed = pairs(old, now).flatMap(({ was, now: is }): readonly DeltaEntry[] => {
    if (was?.content === undefined || is?.content === undefined || was.content === is.content) return [];
    const { fingerprint, claim, check, subject } = is;
    return [{ fingerprint, claim, check, subject: nameOf(subject), was: stateOf(was), now: stateOf(is) }];
  });
  return changed.length === 0 ? {} : { changed };
};

const drifted = (old: Snapshot, now: Snapshot): readonly string[] => {
  const hashes = new Map(now.claims.map(({ id, sha256 }) => [id, sha256]));
  return old.claims
    .filter(({ id, sha256 }) => hashes.get(id) !== sha256)
    .map(({ id }) => id)
    .sort();
};

const unreached = (was: ScopeReport, now: ScopeReport): readonly string[] => {
  const missing = (then: readonly string[], today: readonly string[]): readonly string[] =>
    [...new Set(then)].filter((name) => !today.includes(name)).sort();
  return [
    ...missing(was.accounts, now.accounts),
    ...missing(was.regions, now.regions),
    ...missing(was.endpoints, now.endpoints),
  ];
};

const nameOf = ({ id, part }: Subject): string => (part === undefined ? id : `${id} ${part}`);
