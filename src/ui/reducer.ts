import type { RunEvent } from '../domain/events.ts';
import { copyText, pickedIn } from './copy.ts';
import { moveTo } from './cursor.ts';
import { bindingOf, type Command } from './keys.ts';
import { layoutOf, listHeight, textHeight, windowIn } from './layout.ts';
import { foldRun } from './run.ts';
import {
  activeList,
  cursorKey,
  cursorOf,
  isRunning,
  type ListName,
  type Pane,
  type Screen,
  screenOf,
  shownRows,
  sortNames,
  type UiState,
} from './state.ts';
import { safeText } from './text.ts';
import { screenText } from './texts.ts';

export type Action =
  /** Time went on, and these events arrived meanwhile. */
  | { readonly type: 'tick'; readonly now: number; readonly events: readonly RunEvent[] }
  | { readonly type: 'keys'; readonly keys: readonly string[] }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number };

const panes: readonly Pane[] = ['accounts', 'claims', 'gaps'];
const longestFilter = 200;

/** Names that stay put while rows come and go; set as soon as a list has rows, so that new rows do not take its place. */
const holdSelection = (state: UiState, list: ListName): UiState => {
  const cursor = cursorOf(state, list);
  const rows = shownRows[list](state);
  const { index } = windowIn(state, list);
  const row = rows[index];
  if (row === undefined || (row.id === cursor.selected && index === cursor.index)) return state;
  // A row that is filtered away keeps its claim on the cursor until the person moves.
  if (cursor.selected !== null && row.id !== cursor.selected) return state;
  const held = { selected: row.id, index, offset: cursor.offset };
  return { ...state, cursors: { ...state.cursors, [cursorKey(state, list)]: held } };
};

const holdAll = (state: UiState): UiState => {
  const list = activeList(state);
  const lists: readonly ListName[] = ['accounts', 'claims', 'gaps'];
  const held = lists.reduce(holdSelection, state);
  return list === null ? held : holdSelection(held, list);
};

const moveCursor = (state: UiState, list: ListName, index: number): UiState => {
  const cursor = moveTo(shownRows[list](state), listHeight(state, list), cursorOf(state, list), index);
  return { ...state, cursors: { ...state.cursors, [cursorKey(state, list)]: cursor } };
};

/** Scrolled texts are known by the screen they belong to. */
const scrollKey = (screen: Screen): string =>
  'fingerprint' in screen ? screen.fingerprint : 'id' in screen ? `${screen.name} ${screen.id}` : screen.name;

/** First line shown of the present text, within its bounds. */
export const scrollOf = (state: UiState): number => {
  const last = Math.max(0, (screenText(state)?.length ?? 0) - textHeight(state));
  return Math.min(last, state.scrolls[scrollKey(screenOf(state))] ?? 0);
};

const scrollTo = (state: UiState, line: number): UiState => {
  const last = Math.max(0, (screenText(state)?.length ?? 0) - textHeight(state));
  const bounded = Math.max(0, Math.min(last, line));
  return { ...state, scrolls: { ...state.scrolls, [scrollKey(screenOf(state))]: bounded } };
};

const move = (state: UiState, command: 'up' | 'down' | 'pageUp' | 'pageDown' | 'top' | 'bottom'): UiState => {
  const list = activeList(state);
  const page = Math.max(1, (list === null ? textHeight(state) : listHeight(state, list)) - 1);
  const steps = { up: -1, down: 1, pageUp: -page, pageDown: page, top: -Infinity, bottom: Infinity };
  if (list === null) return scrollTo(state, scrollOf(state) + steps[command]);
  return moveCursor(state, list, windowIn(state, list).index + steps[command]);
};

const push = (state: UiState, screen: Screen): UiState => ({ ...state, screens: [...state.screens, screen] });

const replaceScreen = (state: UiState, screen: Screen): UiState => {
  const [first, ...rest] = state.screens;
  return { ...state, screens: rest.length === 0 ? [screen] : [first, ...rest.slice(0, -1), screen] };
};

/** The screen behind the selected row. */
const behind = (state: UiState): Screen | null => {
  switch (activeList(state)) {
    case 'accounts': {
      const row = pickedIn.accounts(state);
      return row === undefined ? null : { name: 'account', id: row.id, account: row.account, label: row.label };
    }
    case 'claims': {
      const row = pickedIn.claims(state);
      return row === undefined ? null : { name: 'claim', id: row.id, pane: 'findings' };
    }
    case 'gaps': {
      const row = pickedIn.gaps(state);
      return row === undefined ? null : { name: 'gap', id: row.id };
    }
    case 'findings': {
      const row = pickedIn.findings(state);
      return row === undefined ? null : { name: 'finding', claim: row.finding.claim, fingerprint: row.id };
    }
    case 'scopes':
    case null:
      return null;
  }
};

const open = (state: UiState): UiState => {
  const screen = behind(state);
  if (screen === null) return state;
  // What is inside another row starts without the filter of the last one.
  const filters = screen.name === 'finding' ? state.filters : { ...state.filters, findings: '', scopes: '' };
  return push({ ...state, filters }, screen);
};

const back = (state: UiState): UiState => {
  const list = activeList(state);
  if (list !== null && state.filters[list] !== '') return { ...state, filters: { ...state.filters, [list]: '' } };
  const [first, ...rest] = state.screens;
  return rest.length === 0 ? state : { ...state, screens: [first, ...rest.slice(0, -1)] };
};

const turnPane = (state: UiState, step: 1 | -1): UiState => {
  const screen = screenOf(state);
  if (screen.name === 'claim')
    return replaceScreen(state, { ...screen, pane: screen.pane === 'about' ? 'findings' : 'about' });
  const next = panes[(panes.indexOf(state.pane) + step + panes.length) % panes.length];
  return screen.name === 'home' && next !== undefined ? { ...state, pane: next } : state;
};

const seek = (state: UiState, step: 1 | -1): UiState => {
  const screen = screenOf(state);
  const list = screen.name === 'finding' ? 'findings' : activeList(state);
  if (list === null) return state;
  const rows = shownRows[list](state);
  const { index } = windowIn(state, list);
  const order = rows.map((_, at) => at).filter((at) => (step === 1 ? at > index : at < index));
  const target = (step === 1 ? order : order.reverse()).find((at) => rows[at]?.problem === true);
  if (target === undefined)
    return { ...state, notice: step === 1 ? 'no problem further down' : 'no problem further up' };
  const moved = moveCursor(state, list, target);
  const row = rows[target];
  return screen.name === 'finding' && row !== undefined
    ? replaceScreen(moved, { ...screen, fingerprint: row.id })
    : moved;
};

const sortNext = (state: UiState): UiState => {
  const list = activeList(state);
  if (list === null) return state;
  const next = (state.sorts[list] + 1) % sortNames[list].length;
  return { ...state, sorts: { ...state.sorts, [list]: next }, notice: `sorted by ${sortNames[list][next]}` };
};

const copy = (state: UiState): UiState => {
  // Escaped: pasted into a shell, a line break in a tag would be a command.
  const text = safeText(copyText(state));
  if (text === '') return { ...state, notice: 'there is nothing to copy' };
  return { ...state, copy: { text, turn: (state.copy?.turn ?? 0) + 1 }, notice: `copied ${text}` };
};

const startTyping = (state: UiState): UiState => {
  const list = activeList(state);
  return list === null ? state : { ...state, typing: { list, before: state.filters[list] } };
};

const interrupt = (state: UiState): UiState => {
  if (!isRunning(state)) return { ...state, request: 'quit', asking: false };
  return { ...state, request: state.request === null ? 'interrupt' : 'force', asking: false };
};

const quit = (state: UiState): UiState => {
  if (!isRunning(state)) return { ...state, request: 'quit' };
  return state.request === null ? { ...state, asking: true } : { ...state, notice: 'stopping; ctrl-c leaves at once' };
};

const run: Readonly<Record<Command, (state: UiState) => UiState>> = {
  up: (state) => move(state, 'up'),
  down: (state) => move(state, 'down'),
  pageUp: (state) => move(state, 'pageUp'),
  pageDown: (state) => move(state, 'pageDown'),
  top: (state) => move(state, 'top'),
  bottom: (state) => move(state, 'bottom'),
  open,
  back,
  nextPane: (state) => turnPane(state, 1),
  previousPane: (state) => turnPane(state, -1),
  filter: startTyping,
  problems: (state) => ({ ...state, problemsOnly: !state.problemsOnly }),
  nextProblem: (state) => seek(state, 1),
  previousProblem: (state) => seek(state, -1),
  sort: sortNext,
  copy,
  log: (state) => push(state, { name: 'log' }),
  help: (state) => push(state, { name: 'help' }),
  quit,
  interrupt,
};

/** Keys while a filter is typed: they change the list at once. */
const typeKey = (state: UiState, list: ListName, before: string, key: string): UiState => {
  const text = state.filters[list];
  const filter = (next: string): UiState => ({
    ...state,
    filters: { ...state.filters, [list]: next.slice(0, longestFilter) },
  });
  if (key === 'enter') return { ...state, typing: null };
  if (key === 'escape') return { ...filter(before), typing: null };
  if (key === 'backspace')
    return text === '' ? { ...state, typing: null } : filter(Array.from(text).slice(0, -1).join(''));
  if (key === 'ctrl-u') return filter('');
  if (key === 'ctrl-w') return filter(text.replace(/\S*\s*$/, ''));
  if (key === 'up' || key === 'down') return move(state, key);
  return Array.from(key).length === 1 ? filter(text + key) : state;
};

const answer = (state: UiState, key: string): UiState =>
  key === 'y' ? { ...state, asking: false, request: 'interrupt' } : { ...state, asking: false };

const pressKey = (before: UiState, key: string): UiState => {
  const state = before.notice === null ? before : { ...before, notice: null };
  const binding = bindingOf(key);
  if (binding?.command === 'interrupt') return interrupt(state);
  if (state.asking) return answer(state, key);
  if (layoutOf(state).mode === 'tiny') return binding?.command === 'quit' ? quit(state) : state;
  if (state.typing !== null) return typeKey(state, state.typing.list, state.typing.before, key);
  if (binding === undefined) return state;
  const idle = binding.idle(state);
  return idle === null ? run[binding.command](state) : { ...state, notice: idle };
};

/** The whole behaviour of the app: a pure function of its state and of what happened. */
export const reduce = (state: UiState, action: Action): UiState => {
  switch (action.type) {
    case 'tick':
      return holdAll({ ...state, now: action.now, run: foldRun(state.run, action.events, action.now) });
    case 'keys':
      // One key after the other: each sees what the one before it did.
      return holdAll(action.keys.reduce(pressKey, state));
    case 'resize':
      return { ...state, columns: action.columns, rows: action.rows };
  }
};
