import type { Finding } from '../domain/finding.ts';
import { describeGap } from '../domain/gap.ts';
import type { Delta } from '../domain/result.ts';
import { type Scope, scopeKey } from '../domain/slice.ts';
import type { Searchable } from './filter.ts';
import type { ClaimState, GapState, RunState, ScopeState } from './run.ts';

/** A row of a list: known by its id, so that a selection survives new rows and new orders. */
export interface Row extends Searchable {
  readonly id: string;
  /** Worth a look: `f` keeps these, `n` goes to the next one. */
  readonly problem: boolean;
}

export interface AccountRow extends Row {
  readonly label: string;
  readonly account: string | null;
  /** `web`: all endpoints together, which belong to no account. */
  readonly state: 'connecting' | 'ready' | 'failed' | 'web';
  readonly detail: string;
  readonly scopes: number;
  readonly steps: number;
  readonly done: number;
  readonly gaps: number;
  readonly fails: number;
  readonly unknowns: number;
}

export interface ScopeRow extends Row {
  readonly name: string;
  readonly state: ScopeState;
}

export interface ClaimRow extends Row {
  readonly claim: ClaimState;
  /** Findings that are worse than the baseline; null without a baseline. */
  readonly regressions: number | null;
}

export interface GapRow extends Row {
  readonly gap: GapState;
}

export interface FindingRow extends Row {
  readonly finding: Finding;
}

/** Remembers the last answer of a function: frames ask the same question many times. */
export const memoLast = <A extends readonly unknown[], R>(compute: (...input: A) => R): ((...input: A) => R) => {
  let last: { readonly input: A; readonly output: R } | null = null;
  return (...input) => {
    if (last === null || input.some((value, index) => value !== last?.input[index]))
      last = { input, output: compute(...input) };
    return last.output;
  };
};

const accountOf = (scope: Scope): string | null => (scope.type === 'aws' ? scope.account : null);

const low = (...texts: readonly (string | null | undefined)[]): string => texts.join(' ').toLowerCase();

interface Tally {
  readonly fails: number;
  readonly unknowns: number;
}

const tallyByAccount = memoLast((findings: RunState['findings']): ReadonlyMap<string | null, Tally> => {
  const tally = new Map<string | null, Tally>();
  for (const group of findings.values())
    for (const { subject, status, waiver } of group) {
      if (waiver !== null || (status !== 'fail' && status !== 'unknown')) continue;
      const { fails, unknowns } = tally.get(subject.account) ?? { fails: 0, unknowns: 0 };
      const fail = status === 'fail';
      tally.set(subject.account, { fails: fails + (fail ? 1 : 0), unknowns: unknowns + (fail ? 0 : 1) });
    }
  return tally;
});

const webId = 'web';

/** Progress of everything read in one account, or at all endpoints (`account` null). */
export const progressOf = (scopes: RunState['scopes'], account: string | null | 'all') => {
  const own = [...scopes.values()].filter(({ scope }) => account === 'all' || accountOf(scope) === account);
  const sum = (pick: (state: ScopeState) => number): number => own.reduce((total, state) => total + pick(state), 0);
  return {
    scopes: own.length,
    steps: sum((state) => state.steps),
    done: sum((state) => state.done),
    gaps: sum((state) => state.gaps),
  };
};

/** One row per account in the order they were met, then one for all endpoints. */
export const accountRows = memoLast(
  (
    accounts: RunState['accounts'],
    scopes: RunState['scopes'],
    findings: RunState['findings'],
  ): readonly AccountRow[] => {
    const tally = tallyByAccount(findings);
    const row = (label: string, account: string | null, state: AccountRow['state'], detail: string): AccountRow => {
      const progress =
        account === null && state !== 'web' ? { scopes: 0, steps: 0, done: 0, gaps: 0 } : progressOf(scopes, account);
      const { fails, unknowns } = (account === null && state !== 'web' ? undefined : tally.get(account)) ?? {
        fails: 0,
        unknowns: 0,
      };
      return {
        id: state === 'web' ? webId : `account ${label}`,
        label,
        account,
        state,
        detail,
        ...progress,
        fails,
        unknowns,
        problem: state === 'failed' || fails + unknowns + progress.gaps > 0,
        haystack: low(label, account, detail, state),
        fields: { account: `${account ?? ''} ${label}`, is: state },
      };
    };
    const told = [...accounts.values()];
    const known = new Set(told.map((account) => account.account));
    const met = new Set([...scopes.values()].map(({ scope }) => accountOf(scope)));
    const untold = [...met].filter((account): account is string => account !== null && !known.has(account));
    return [
      ...told.map(({ label, account, state, detail }) => row(label, account, state, detail)),
      ...untold.map((account) => row(account, account, 'ready', '')),
      ...(met.has(null) ? [row('endpoints', null, 'web', '')] : []),
    ];
  },
);

/** The regions of an account, or all endpoints. */
export const scopeRows = memoLast((scopes: RunState['scopes'], account: string | null): readonly ScopeRow[] =>
  [...scopes.entries()]
    .filter(([, { scope }]) => accountOf(scope) === account)
    .map(([id, state]) => {
      const name = state.scope.type === 'aws' ? state.scope.region : state.scope.endpoint;
      const open = state.done < state.steps ? 'open' : 'done';
      return {
        id,
        name,
        state,
        problem: state.gaps > 0,
        haystack: low(name, open),
        fields: { region: name, is: state.gaps > 0 ? `${open} gap` : open },
      };
    }),
);

const regressionsByClaim = memoLast((delta: Delta | null): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const entry of [...(delta?.regressions ?? []), ...(delta?.revealed ?? []), ...(delta?.worsened ?? [])])
    counts.set(entry.claim, (counts.get(entry.claim) ?? 0) + 1);
  return counts;
});

/** Claims in the order of the page. */
export const claimRows = memoLast((claims: RunState['claims'], delta: Delta | null): readonly ClaimRow[] =>
  claims.map((claim) => {
    const status = claim.decided?.status ?? 'waiting';
    const regressions = delta === null ? null : (regressionsByClaim(delta).get(claim.id) ?? 0);
    return {
      id: claim.id,
      claim,
      regressions,
      problem: status === 'contradicted' || status === 'unverified',
      haystack: low(claim.id, claim.says, claim.decided?.gloss, claim.kind, status, claim.decided?.because),
      fields: {
        claim: claim.id,
        kind: claim.kind,
        sev: claim.severity,
        check: (claim.decided?.checks ?? []).map((check) => check.id).join(' '),
        is: `${status}${(regressions ?? 0) > 0 ? ' new' : ''}`,
      },
    };
  }),
);

export const gapRows = memoLast((gaps: RunState['gaps']): readonly GapRow[] =>
  [...gaps.values()].map((gap) => ({
    id: gap.id,
    gap,
    problem: true,
    haystack: low(scopeKey(gap.scope), gap.what, describeGap(gap.gap)),
    fields: {
      account: accountOf(gap.scope) ?? '',
      region: gap.scope.type === 'aws' ? gap.scope.region : '',
      check: gap.checks.join(' '),
      is: `gap ${gap.gap.kind}`,
    },
  })),
);

const noFindings: readonly Finding[] = [];

/** Findings of one claim as the checks gave them. */
export const findingRows = memoLast((findings: readonly Finding[] = noFindings): readonly FindingRow[] =>
  findings.map((finding) => {
    const { subject, status, waiver } = finding;
    return {
      id: finding.fingerprint,
      finding,
      problem: (status === 'fail' || status === 'unknown') && waiver === null,
      haystack: low(subject.id, subject.part, subject.account, subject.region, finding.check, finding.message, status),
      fields: {
        account: subject.account ?? '',
        region: subject.region ?? '',
        claim: finding.claim,
        check: finding.check,
        is: `${status}${waiver === null ? '' : ' waived'}${finding.reason.startsWith('gap.') ? ' gap' : ''}`,
      },
    };
  }),
);
