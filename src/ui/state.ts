import type { FindingStatus } from '../domain/finding.ts';
import type { Severity } from '../domain/kinds.ts';
import { type Cursor, startCursor } from './cursor.ts';
import { parseFilter } from './filter.ts';
import {
  accountRows,
  type ClaimRow,
  claimRows,
  type FindingRow,
  findingRows,
  type GapRow,
  gapRows,
  memoLast,
  type Row,
  type ScopeRow,
  scopeRows,
} from './rows.ts';
import { emptyRun, type RunState } from './run.ts';
import type { Marked } from './theme.ts';

/** Lists that a person can walk through. */
export type ListName = 'accounts' | 'scopes' | 'claims' | 'gaps' | 'findings';

export type Pane = 'accounts' | 'claims' | 'gaps';

/** One screen; screens are stacked, and `esc` takes the uppermost away. */
export type Screen =
  | { readonly name: 'home' }
  | { readonly name: 'account'; readonly id: string; readonly account: string | null; readonly label: string }
  | { readonly name: 'claim'; readonly id: string; readonly pane: 'findings' | 'about' }
  | { readonly name: 'finding'; readonly claim: string; readonly fingerprint: string }
  | { readonly name: 'gap'; readonly id: string }
  | { readonly name: 'log' }
  | { readonly name: 'help' };

/** What the person asked of the program around the screen: to leave, to stop the scan, to stop at once. */
type Request = 'quit' | 'interrupt' | 'force';

export interface UiState {
  readonly run: RunState;
  /** Milliseconds of the viewer's clock at the last tick. */
  readonly now: number;
  readonly columns: number;
  readonly rows: number;
  readonly ascii: boolean;
  /** The uppermost screen is the last one; never empty. */
  readonly screens: readonly [Screen, ...Screen[]];
  readonly pane: Pane;
  readonly cursors: Readonly<Record<string, Cursor>>;
  /** First line shown of each scrolled text. */
  readonly scrolls: Readonly<Record<string, number>>;
  readonly filters: Readonly<Record<ListName, string>>;
  /** The filter as it was before typing began; null when nobody types. */
  readonly typing: { readonly list: ListName; readonly before: string } | null;
  readonly problemsOnly: boolean;
  readonly sorts: Readonly<Record<ListName, number>>;
  /** The question whether to stop the scan is on the screen. */
  readonly asking: boolean;
  readonly request: Request | null;
  /** Text to be copied; `turn` tells two equal ones apart. */
  readonly copy: { readonly text: string; readonly turn: number } | null;
  readonly notice: string | null;
}

export const initialState = (options: {
  readonly columns: number;
  readonly rows: number;
  readonly ascii: boolean;
  readonly now: number;
}): UiState => ({
  ...options,
  run: emptyRun,
  screens: [{ name: 'home' }],
  pane: 'claims',
  cursors: {},
  scrolls: {},
  filters: { accounts: '', scopes: '', claims: '', gaps: '', findings: '' },
  typing: null,
  problemsOnly: false,
  sorts: { accounts: 0, scopes: 0, claims: 0, gaps: 0, findings: 0 },
  asking: false,
  request: null,
  copy: null,
  notice: null,
});

export const screenOf = (state: UiState): Screen => state.screens.at(-1) ?? state.screens[0];

export const isRunning = (state: UiState): boolean => state.run.finishedAt === null;

/** A way to order a list; `by` null keeps the order in which things came. */
interface Sort<R extends Row> {
  readonly name: string;
  readonly by: ((row: R) => number | string) | null;
}

const claimOrder: Readonly<Record<string, number>> = {
  contradicted: 0,
  unverified: 1,
  waiting: 2,
  supported: 3,
  attested: 4,
  notApplicable: 5,
} satisfies Partial<Record<Marked, number>>;
const severityOrder: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };
const findingOrder: Readonly<Record<FindingStatus, number>> = { fail: 0, unknown: 2, pass: 4, notApplicable: 6 };

const claimSorts: readonly Sort<ClaimRow>[] = [
  { name: 'page', by: null },
  { name: 'status', by: ({ claim }) => claimOrder[claim.decided?.status ?? 'waiting'] ?? 9 },
  { name: 'severity', by: ({ claim }) => severityOrder[claim.severity] },
  { name: 'score', by: ({ claim }) => claim.decided?.score ?? 2 },
];
const findingSorts: readonly Sort<FindingRow>[] = [
  // A waived failure comes after the failures that count.
  { name: 'status', by: ({ finding }) => findingOrder[finding.status] + (finding.waiver === null ? 0 : 1) },
  { name: 'subject', by: ({ finding }) => finding.subject.id },
  { name: 'check', by: ({ finding }) => finding.check },
];
const gapSorts: readonly Sort<GapRow>[] = [
  { name: 'time', by: null },
  { name: 'kind', by: ({ gap }) => gap.gap.kind },
  { name: 'call', by: ({ gap }) => gap.what },
];
const scopeSorts: readonly Sort<ScopeRow>[] = [
  { name: 'name', by: ({ name }) => name },
  { name: 'gaps', by: ({ state }) => -state.gaps },
  { name: 'progress', by: ({ state }) => (state.steps === 0 ? 1 : state.done / state.steps) },
];

export const sortNames: Readonly<Record<ListName, readonly string[]>> = {
  accounts: ['order'],
  scopes: scopeSorts.map((sort) => sort.name),
  claims: claimSorts.map((sort) => sort.name),
  gaps: gapSorts.map((sort) => sort.name),
  findings: findingSorts.map((sort) => sort.name),
};

const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows that pass the filter, in order. Equal rows keep their order. */
const arranged = <R extends Row>() =>
  memoLast((rows: readonly R[], filter: string, problemsOnly: boolean, sort: Sort<R> | undefined): readonly R[] => {
    const matches = parseFilter(filter);
    const kept = rows.filter((row) => (!problemsOnly || row.problem) && matches(row));
    const by = sort?.by ?? null;
    if (by === null) return kept;
    return kept
      .map((row) => ({ row, key: by(row) }))
      .sort((a, b) => compare(a.key, b.key))
      .map(({ row }) => row);
  });

const arrange = {
  accounts: arranged<ReturnType<typeof accountRows>[number]>(),
  scopes: arranged<ScopeRow>(),
  claims: arranged<ClaimRow>(),
  gaps: arranged<GapRow>(),
  findings: arranged<FindingRow>(),
};

/** The account whose scopes are shown. */
const shownAccount = (state: UiState): string | null => {
  const screen = state.screens.findLast((candidate) => candidate.name === 'account');
  return screen?.name === 'account' ? screen.account : null;
};

/** The claim whose findings are shown. */
export const shownClaim = (state: UiState): string | null => {
  const screen = state.screens.findLast((candidate) => candidate.name === 'claim' || candidate.name === 'finding');
  return screen?.name === 'claim' ? screen.id : screen?.name === 'finding' ? screen.claim : null;
};

/** Every row of each list, before filters. */
export const allRows = {
  accounts: ({ run }: UiState) => accountRows(run.accounts, run.scopes, run.findings),
  scopes: (state: UiState) => scopeRows(state.run.scopes, shownAccount(state)),
  claims: ({ run }: UiState) => claimRows(run.claims, run.result?.delta ?? null),
  gaps: ({ run }: UiState) => gapRows(run.gaps),
  findings: (state: UiState) => findingRows(state.run.findings.get(shownClaim(state) ?? '')),
} as const;

/** The rows of each list as they are shown: filtered and in order. `f` hides only claims and findings. */
export const shownRows = {
  accounts: (state: UiState) => arrange.accounts(allRows.accounts(state), state.filters.accounts, false, undefined),
  scopes: (state: UiState) =>
    arrange.scopes(allRows.scopes(state), state.filters.scopes, false, scopeSorts[state.sorts.scopes]),
  claims: (state: UiState) =>
    arrange.claims(allRows.claims(state), state.filters.claims, state.problemsOnly, claimSorts[state.sorts.claims]),
  gaps: (state: UiState) => arrange.gaps(allRows.gaps(state), state.filters.gaps, false, gapSorts[state.sorts.gaps]),
  findings: (state: UiState) =>
    arrange.findings(
      allRows.findings(state),
      state.filters.findings,
      state.problemsOnly,
      findingSorts[state.sorts.findings],
    ),
} as const;

/** The list that keys act on; null on screens of running text. */
export const activeList = (state: UiState): ListName | null => {
  const screen = screenOf(state);
  if (screen.name === 'home') return state.pane;
  if (screen.name === 'account') return 'scopes';
  return screen.name === 'claim' && screen.pane === 'findings' ? 'findings' : null;
};

/** Findings of each claim and scopes of each account keep a cursor of their own. */
export const cursorKey = (state: UiState, list: ListName): string => {
  if (list === 'findings') return `findings ${shownClaim(state) ?? ''}`;
  return list === 'scopes' ? `scopes ${shownAccount(state) ?? ''}` : list;
};

export const cursorOf = (state: UiState, list: ListName): Cursor =>
  state.cursors[cursorKey(state, list)] ?? startCursor;
