import { describeGap } from '../domain/gap.ts';
import type { Scope } from '../domain/slice.ts';
import { counted, percent } from '../domain/text.ts';
import { showPlace, showScope, showSubject } from './detail.ts';
import { bar } from './header.ts';
import { cell, type Line, span } from './line.ts';
import type { AccountRow, ClaimRow, FindingRow, GapRow, ScopeRow } from './rows.ts';
import { allRows, type ListName, shownRows, type UiState } from './state.ts';
import { clipMiddle, displayWidth, safeText } from './text.ts';
import { type Marked, markCell } from './theme.ts';

const problemMarks = (fails: number, unknowns: number, ascii: boolean): Line => [
  span(fails === 0 ? '' : ` ${fails}${ascii ? ' FAIL' : '✗'}`, 'bad', true),
  span(unknowns === 0 ? '' : ` ${unknowns}?`, 'doubt'),
];

/** Width of the column that holds all these names, no less than `low` and no more than `high`. */
const columnFor = (names: readonly string[], low: number, high: number): number =>
  Math.max(low, Math.min(high, Math.max(0, ...names.map((name) => displayWidth(safeText(name))))));

/** An account that has no name of its own is not named twice. */
const accountName = (row: AccountRow): string => (row.label === row.account ? 'account' : row.label);

const accountLine = (row: AccountRow, width: number, names: number, ascii: boolean): Line => {
  const name = cell(accountName(row), names);
  if (row.state === 'failed')
    return [name, ...(row.account === null ? [] : [span(` ${row.account}`, 'muted')]), span(` ${row.detail}`, 'bad')];
  if (row.state === 'connecting') return [name, span(' connecting', 'muted')];
  const id = row.state === 'web' ? counted(row.scopes, 'host') : (row.account ?? '');
  const progress = row.done >= row.steps && row.steps > 0 ? 'done' : `${row.done}/${row.steps}`;
  return [
    name,
    span(' '),
    cell(id, 12, 'muted'),
    span(' '),
    ...bar(row.done, row.steps, Math.max(4, Math.min(24, width - names - 32))),
    cell(progress, 8, 'plain', 'right'),
    ...problemMarks(row.fails, row.unknowns, ascii),
  ];
};

const scopeLine = ({ name, state }: ScopeRow, width: number): Line => {
  const names = Math.max(16, Math.min(44, width - 52));
  return [
    cell(clipMiddle(safeText(name), names), names),
    span(' '),
    ...bar(state.done, state.steps, 16),
    cell(`${state.done}/${state.steps}`, 8, 'plain', 'right'),
    cell(counted(state.items, 'item'), 13, 'muted', 'right'),
    span(state.gaps === 0 ? '' : `  ${counted(state.gaps, 'gap')}`, 'doubt'),
  ];
};

const claimLine = ({ claim, regressions }: ClaimRow, width: number, ids: number, ascii: boolean): Line => {
  const { decided } = claim;
  const status: Marked = decided?.status ?? 'waiting';
  const numbers: Line = [
    cell(percent(decided?.score ?? null), 6, decided?.score == null ? 'muted' : 'plain', 'right'),
    cell(percent(decided?.coverage ?? null), 6, decided?.coverage == null ? 'muted' : 'plain', 'right'),
    ...(regressions === null
      ? []
      : [cell(regressions > 0 ? `▼${regressions}` : '=', 5, regressions > 0 ? 'bad' : 'muted', 'right')]),
    span(' '),
  ];
  const room = width - (ascii ? 4 : 1) - ids - 2 - numbers.reduce((sum, part) => sum + displayWidth(part.text), 0);
  const because = room >= 120 ? Math.floor(room * 0.4) : 0;
  return [
    markCell(status, ascii),
    span(' '),
    cell(claim.id, ids, 'muted'),
    span(' '),
    cell(claim.says, room - because, decided === null ? 'muted' : 'plain'),
    ...(because === 0 ? [] : [span('  '), cell(decided?.because ?? '', because - 2, 'muted')]),
    ...numbers,
  ];
};

/** The end of an account id tells accounts apart; where there is one account, the region alone tells the place. */
const shortPlace = (scope: Scope, oneAccount: boolean): string => {
  if (scope.type === 'endpoint') return scope.found ? `${scope.endpoint} (told by AWS)` : scope.endpoint;
  return oneAccount ? scope.region : `…${scope.account.slice(-4)} ${scope.region}`;
};

/** In a narrow pane the call, the kind of gap and the place must do; a wide one has room for the whole reason. */
const gapLine = ({ gap }: GapRow, width: number, oneAccount: boolean): Line => {
  if (width < 76) {
    const place = Math.max(14, Math.min(24, Math.floor(width * 0.32)));
    return [
      cell(gap.what, Math.max(14, width - place - 13), 'doubt'),
      span(' '),
      cell(gap.gap.kind, 11),
      span(' '),
      span(clipMiddle(safeText(shortPlace(gap.scope, oneAccount)), place), 'muted'),
    ];
  }
  return [
    cell(gap.what, Math.min(36, Math.floor(width * 0.36)), 'doubt'),
    span(' '),
    cell(clipMiddle(safeText(showScope(gap.scope)), 28), 28, 'muted'),
    span(` ${describeGap(gap.gap)}`),
  ];
};

const findingLine = ({ finding }: FindingRow, width: number, ascii: boolean): Line => {
  const subject = Math.max(20, Math.min(64, Math.floor(width * 0.38)));
  const place = width >= 150 ? 28 : 0;
  return [
    markCell(finding.status, ascii),
    span(' '),
    cell(clipMiddle(safeText(showSubject(finding.subject)), subject), subject),
    ...(place === 0 ? [] : [span(' '), cell(showPlace(finding.subject), place, 'muted')]),
    span(finding.waiver === null ? ' ' : ` waived ${finding.waiver}: `, 'attested'),
    span(finding.message, finding.status === 'pass' ? 'muted' : 'plain'),
  ];
};

/** How a row of each list is drawn, by its index in the shown rows. */
export const drawn: { readonly [L in ListName]: (state: UiState, width: number) => (index: number) => Line } = {
  accounts: (state, width) => {
    const rows = shownRows.accounts(state);
    const names = columnFor(allRows.accounts(state).map(accountName), 7, Math.max(10, Math.min(22, width - 42)));
    return (index) => lineAt(rows, index, (row) => accountLine(row, width, names, state.ascii));
  },
  scopes: (state, width) => {
    const rows = shownRows.scopes(state);
    return (index) => lineAt(rows, index, (row) => scopeLine(row, width));
  },
  claims: (state, width) => {
    const rows = shownRows.claims(state);
    const ids = columnFor(
      allRows.claims(state).map((row) => row.id),
      4,
      width < 90 ? 13 : 18,
    );
    return (index) => lineAt(rows, index, (row) => claimLine(row, width, ids, state.ascii));
  },
  gaps: (state, width) => {
    const rows = shownRows.gaps(state);
    const oneAccount = allRows.accounts(state).filter(({ account }) => account !== null).length < 2;
    return (index) => lineAt(rows, index, (row) => gapLine(row, width, oneAccount));
  },
  findings: (state, width) => {
    const rows = shownRows.findings(state);
    return (index) => lineAt(rows, index, (row) => findingLine(row, width, state.ascii));
  },
};

const lineAt = <R>(rows: readonly R[], index: number, draw: (row: R) => Line): Line => {
  const row = rows[index];
  return row === undefined ? [] : draw(row);
};
