import type { RunEvent } from '../domain/events.ts';
import type { Finding } from '../domain/finding.ts';
import type { Gap } from '../domain/gap.ts';
import { groupBy } from '../domain/group-by.ts';
import type { Kind, Severity } from '../domain/kinds.ts';
import type { ClaimResult, GapEntry, RunResult } from '../domain/result.ts';
import { type Scope, type ScopedGap, scopeKey } from '../domain/slice.ts';

export interface ClaimState {
  readonly id: string;
  readonly says: string;
  readonly kind: Kind;
  readonly severity: Severity;
  /** Null until the claim is decided. */
  readonly decided: ClaimResult | null;
}

interface AccountState {
  readonly label: string;
  readonly account: string | null;
  readonly state: 'connecting' | 'ready' | 'failed';
  readonly regions: readonly string[];
  readonly detail: string;
}

export interface ScopeState {
  readonly scope: Scope;
  readonly steps: number;
  readonly done: number;
  readonly items: number;
  readonly gaps: number;
}

/** Calls of one name in one scope that wait for an answer. */
export interface CallState {
  readonly scope: Scope;
  readonly what: string;
  readonly open: number;
  readonly throttled: number;
}

export interface GapState {
  readonly id: string;
  readonly scope: Scope;
  readonly what: string;
  readonly gap: Gap;
  /** Checks that went without it; empty while the scan runs. */
  readonly checks: readonly string[];
}

interface LogLine {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** What is known of a run: a fold over its events. Times are milliseconds of the viewer's clock. */
export interface RunState {
  readonly subject: string;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly claims: readonly ClaimState[];
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly accounts: ReadonlyMap<string, AccountState>;
  readonly scopes: ReadonlyMap<string, ScopeState>;
  readonly calls: ReadonlyMap<string, CallState>;
  readonly answered: number;
  readonly throttled: number;
  /** How many calls had been answered at recent moments, to tell the present rate. */
  readonly samples: readonly { readonly at: number; readonly answered: number }[];
  readonly gaps: ReadonlyMap<string, GapState>;
  readonly log: readonly LogLine[];
  readonly result: RunResult | null;
}

export const emptyRun: RunState = {
  subject: '',
  startedAt: null,
  finishedAt: null,
  claims: [],
  findings: new Map(),
  accounts: new Map(),
  scopes: new Map(),
  calls: new Map(),
  answered: 0,
  throttled: 0,
  samples: [],
  gaps: new Map(),
  log: [],
  result: null,
};

const logLines = 500;
const rateWindow = 4_000;
const sampleEvery = 250;

type Draft = { -readonly [K in keyof RunState]: RunState[K] } & {
  findings: Map<string, readonly Finding[]>;
  accounts: Map<string, AccountState>;
  scopes: Map<string, ScopeState>;
  calls: Map<string, CallState>;
  gaps: Map<string, GapState>;
};

const gapState = (entry: ScopedGap | GapEntry): GapState => ({
  id: `${scopeKey(entry.scope)} ${entry.what} ${entry.gap.kind}`,
  scope: entry.scope,
  what: entry.what,
  gap: entry.gap,
  checks: 'checks' in entry ? entry.checks : [],
});

const changeScope = (draft: Draft, scope: Scope, change: (state: ScopeState) => Partial<ScopeState>): void => {
  const key = scopeKey(scope);
  const state = draft.scopes.get(key) ?? { scope, steps: 0, done: 0, items: 0, gaps: 0 };
  draft.scopes.set(key, { ...state, ...change(state) });
};

/** An account first known by its label alone keeps its row once its id is told. */
const setAccount = (draft: Draft, event: Extract<RunEvent, { type: 'account' }>): void => {
  const { label, account, state, regions, detail } = event;
  draft.accounts.set(label, { label, account, state, regions, detail });
};

const countCall = (draft: Draft, event: Extract<RunEvent, { type: 'call' }>): void => {
  const key = `${scopeKey(event.scope)} ${event.what}`;
  const call = draft.calls.get(key) ?? { scope: event.scope, what: event.what, open: 0, throttled: 0 };
  if (event.state === 'started') draft.calls.set(key, { ...call, open: call.open + 1 });
  if (event.state === 'throttled') {
    draft.throttled += 1;
    draft.calls.set(key, { ...call, open: Math.max(1, call.open), throttled: call.throttled + 1 });
  }
  if (event.state === 'done') {
    draft.answered += 1;
    if (call.open <= 1) draft.calls.delete(key);
    else draft.calls.set(key, { ...call, open: call.open - 1 });
  }
};

const decide = (draft: Draft, claim: ClaimResult, findings: readonly Finding[]): void => {
  const { id, says, kind, severity } = claim;
  const state: ClaimState = { id, says, kind, severity, decided: claim };
  const known = draft.claims.some((other) => other.id === id);
  draft.claims = known ? draft.claims.map((other) => (other.id === id ? state : other)) : [...draft.claims, state];
  draft.findings.set(id, findings);
};

/** The result is the last word: it replaces what the events told so far. */
const finish = (draft: Draft, result: RunResult, now: number): void => {
  draft.result = result;
  draft.subject = result.subject;
  draft.finishedAt = now;
  draft.calls = new Map();
  draft.gaps = new Map(result.gaps.map(gapState).map((gap) => [gap.id, gap]));
  const byClaim = groupBy(result.findings, ({ claim }) => claim);
  for (const claim of result.claims) decide(draft, claim, byClaim.get(claim.id) ?? []);
};

const apply = (draft: Draft, event: RunEvent, now: number): void => {
  switch (event.type) {
    case 'planned':
      draft.subject = event.subject;
      draft.claims = event.claims.map((claim) => ({ ...claim, decided: null }));
      return;
    case 'account':
      setAccount(draft, event);
      return;
    case 'scope':
      changeScope(draft, event.scope, () => ({ steps: event.steps }));
      return;
    case 'step':
      if (event.state === 'started') return;
      changeScope(draft, event.scope, (state) => ({
        done: state.done + 1,
        items: state.items + event.items,
        gaps: state.gaps + event.gaps,
      }));
      return;
    case 'call':
      countCall(draft, event);
      return;
    case 'gap': {
      const gap = gapState(event.gap);
      draft.gaps.set(gap.id, gap);
      return;
    }
    case 'claim':
      decide(draft, event.claim, event.findings);
      return;
    case 'log':
      draft.log = [...draft.log, { level: event.level, text: event.text }].slice(-logLines);
      return;
    case 'finished':
      finish(draft, event.result, now);
      return;
  }
};

/** Keeps a few moments of the last seconds. */
const sampled = (samples: RunState['samples'], answered: number, now: number): RunState['samples'] => {
  const last = samples.at(-1);
  if (last !== undefined && now - last.at < sampleEvery) return samples;
  return [...samples.filter((sample) => now - sample.at <= rateWindow), { at: now, answered }];
};

/** Event types that change each map; an untouched map keeps its identity, so that views can tell that nothing changed. */
const writers = {
  findings: ['claim', 'finished'],
  accounts: ['account'],
  scopes: ['scope', 'step'],
  calls: ['call', 'finished'],
  gaps: ['gap', 'finished'],
} as const satisfies { readonly [K in keyof RunState]?: readonly RunEvent['type'][] };

/** Folds a batch of events that arrived up to `now` into the state. */
export const foldRun = (run: RunState, events: readonly RunEvent[], now: number): RunState => {
  if (events.length === 0) return run;
  const present: ReadonlySet<RunEvent['type']> = new Set(events.map((event) => event.type));
  const touched = (name: keyof typeof writers): boolean => writers[name].some((type) => present.has(type));
  // No event reads a map that it does not write, so the others need no copy.
  const copy = <V>(name: keyof typeof writers, map: ReadonlyMap<string, V>): Map<string, V> =>
    touched(name) ? new Map(map) : new Map();
  const draft: Draft = {
    ...run,
    startedAt: run.startedAt ?? now,
    findings: copy('findings', run.findings),
    accounts: copy('accounts', run.accounts),
    scopes: copy('scopes', run.scopes),
    calls: copy('calls', run.calls),
    gaps: copy('gaps', run.gaps),
  };
  for (const event of events) apply(draft, event, now);
  return {
    ...draft,
    findings: touched('findings') ? draft.findings : run.findings,
    accounts: touched('accounts') ? draft.accounts : run.accounts,
    scopes: touched('scopes') ? draft.scopes : run.scopes,
    calls: touched('calls') ? draft.calls : run.calls,
    gaps: touched('gaps') ? draft.gaps : run.gaps,
    samples: sampled(run.samples, draft.answered, now),
  };
};

/** Calls answered per second lately; 0 when nothing can be told. */
export const callRate = (run: RunState): number => {
  const first = run.samples[0];
  const last = run.samples.at(-1);
  if (first === undefined || last === undefined || last.at - first.at < 1_000) return 0;
  return Math.round(((last.answered - first.answered) * 1_000) / (last.at - first.at));
};
