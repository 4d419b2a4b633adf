import { claimText, prose, showSubject } from './detail.ts';
import { drawn } from './drawing.ts';
import { aboutHeight, aboutLines, layoutOf, windowIn } from './layout.ts';
import { clipLine, joined, type Line, rule, type Span, span } from './line.ts';
import {
  activeList,
  allRows,
  isRunning,
  type ListName,
  screenOf,
  shownRows,
  sortNames,
  type UiState,
} from './state.ts';
import { clipMiddle, safeText } from './text.ts';
import { markCell } from './theme.ts';

const pointer = (selected: boolean, active: boolean): Span =>
  span(selected ? '▌' : ' ', active ? 'accent' : 'muted', true);

const titles: Readonly<Record<ListName, string>> = {
  accounts: 'accounts',
  scopes: 'regions',
  claims: 'claims',
  gaps: 'gaps',
  findings: 'findings',
};

const emptyText = (state: UiState, list: ListName): string => {
  if (allRows[list](state).length > 0) return 'nothing matches';
  if (list === 'gaps') return isRunning(state) ? 'none so far' : 'none: everything asked for was read';
  if (list === 'findings') return 'no findings';
  return list === 'accounts' ? 'no accounts yet' : 'none yet';
};

const titleOf = (state: UiState, list: ListName, width: number): Line => {
  const active = activeList(state) === list;
  const shown = shownRows[list](state).length;
  const all = allRows[list](state).length;
  const { top, end } = windowIn(state, list);
  const name =
    list === 'scopes' && allRows.scopes(state).some(({ state: { scope } }) => scope.type === 'endpoint')
      ? 'endpoints'
      : titles[list];
  const flags = [
    state.filters[list] === '' ? '' : `/${state.filters[list]}`,
    state.problemsOnly && (list === 'claims' || list === 'findings') ? 'problems only' : '',
    state.sorts[list] === 0 ? '' : `by ${sortNames[list][state.sorts[list]] ?? ''}`,
  ].filter((flag) => flag !== '');
  const screen = screenOf(state);
  const left: Line = [
    ...(list === 'scopes' && screen.name === 'account' ? [span(`${screen.label} › `, 'muted')] : []),
    span(name, active ? 'accent' : 'plain', active),
    span(` ${shown === all ? all : `${shown} of ${all}`}`, 'muted'),
    ...flags.map((flag) => span(` · ${flag}`, 'doubt')),
  ];
  const hidden: Line = [
    ...(top > 0 ? [span(`▲ ${top}`, 'muted')] : []),
    ...(end < shown ? [span(`${top > 0 ? ' ' : ''}▼ ${shown - end}`, 'muted')] : []),
  ];
  const delta = state.run.result?.delta == null ? '' : '   Δ ';
  const columns: Line = list === 'claims' ? [span(`${hidden.length > 0 ? '  ' : ''}score cover${delta}`, 'muted')] : [];
  return rule(left, [...hidden, ...columns], width);
};

/** A list with its title: `height` lines at most, whatever the list holds. */
export const listLines = (state: UiState, list: ListName, width: number, height: number): readonly Line[] => {
  if (height <= 0) return [];
  const { top, end, index } = windowIn(state, list);
  const draw = drawn[list](state, width - 1);
  const active = activeList(state) === list;
  const rows = Array.from(
    { length: end - top },
    (_, at): Line => [pointer(top + at === index && (active || list === 'claims'), active), ...draw(top + at)],
  );
  const body = rows.length === 0 ? [[span(` ${emptyText(state, list)}`, 'muted')]] : rows;
  return [titleOf(state, list, width), ...body].slice(0, height).map((line) => clipLine(line, width));
};

/** The selected claim in full, below the list of claims. */
export const previewLines = (state: UiState, width: number, height: number): readonly Line[] => {
  if (height <= 0) return [];
  const row = shownRows.claims(state)[windowIn(state, 'claims').index];
  if (row === undefined) return [];
  const text = claimText(row.claim, state.run.result?.page ?? null, width, state.ascii);
  const findings = (state.run.findings.get(row.id) ?? []).filter(
    ({ status, waiver }) => status === 'fail' && waiver === null,
  );
  const worst = findings
    .slice(0, 3)
    .flatMap((finding): readonly Line[] => [
      [
        span(' '),
        markCell('fail', state.ascii),
        span(` ${clipMiddle(safeText(showSubject(finding.subject)), width - 8)}`),
      ],
      ...prose(finding.message, width, 'muted', 3),
    ])
    // The claim itself comes first.
    .slice(0, Math.floor(height / 3));
  const lines = [
    rule([span(row.id)], [], width),
    ...text.slice(0, Math.max(2, height - 2 - worst.length)),
    ...(worst.length === 0 ? [] : [[]]),
    ...worst,
  ];
  return lines.slice(0, height).map((line) => clipLine(line, width));
};

/** Trail of screens that lead here. */
const trail = (state: UiState): Line =>
  joined(
    state.screens.map((screen) => {
      switch (screen.name) {
        case 'home':
          return [span(state.pane, 'muted')];
        case 'account':
          return [span(screen.label)];
        case 'claim':
          return [span(screen.id)];
        case 'finding':
          return [span('finding')];
        case 'gap':
          return [span('gap')];
        default:
          return [span(screen.name)];
      }
    }),
    ' › ',
  );

/** Running text that scrolls, with its title. */
export const textLines = (state: UiState, text: readonly Line[], top: number): readonly Line[] => {
  const { body, width } = layoutOf(state);
  const height = body - 1;
  const end = Math.min(text.length, top + height);
  const place = text.length <= height ? [] : [span(`${top + 1}–${end} of ${text.length}`, 'muted')];
  const pane: Line = screenOf(state).name === 'claim' ? [span(' · '), span('about', 'accent', true)] : [];
  return [rule([...trail(state), ...pane], place, width), ...text.slice(top, end).map((line) => clipLine(line, width))];
};

/** The claim on top, its findings below. */
export const claimScreen = (state: UiState): readonly Line[] => {
  const { body, width } = layoutOf(state);
  const height = aboutHeight(state);
  const about = aboutLines(state, width);
  const cut = about.length > height ? [span('tab: all of it', 'muted')] : [];
  return [
    rule(trail(state), cut, width),
    ...about.slice(0, height).map((line) => clipLine(line, width)),
    ...listLines(state, 'findings', width, body - height - 1),
  ];
};

/** The regions of an account, or why there are none. */
export const accountScreen = (state: UiState): readonly Line[] => {
  const { body, width } = layoutOf(state);
  const screen = screenOf(state);
  const row = allRows.accounts(state).find((candidate) => screen.name === 'account' && candidate.id === screen.id);
  if (row?.state === 'failed')
    return [
      rule(trail(state), [], width),
      [span(' could not be read', 'bad', true)],
      ...[clipLine([span(` ${row.detail}`)], width)],
    ];
  return listLines(state, 'scopes', width, body);
};
