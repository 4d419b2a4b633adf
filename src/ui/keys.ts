import { activeList, isRunning, type ListName, screenOf, shownRows, sortNames, type UiState } from './state.ts';

export type Command =
  | 'up'
  | 'down'
  | 'pageUp'
  | 'pageDown'
  | 'top'
  | 'bottom'
  | 'open'
  | 'back'
  | 'nextPane'
  | 'previousPane'
  | 'filter'
  | 'problems'
  | 'nextProblem'
  | 'previousProblem'
  | 'sort'
  | 'copy'
  | 'log'
  | 'help'
  | 'quit'
  | 'interrupt';

/** One key with what it does. Footer, help screen and tests all read this table. */
export interface Binding {
  readonly command: Command;
  /** Names of keys as `readKeys` gives them. */
  readonly keys: readonly string[];
  readonly label: string;
  /** A word for the footer; null keeps the key out of it. */
  readonly word: string | null;
  readonly does: string;
  /** Why the key does nothing just now; null when it works. */
  readonly idle: (state: UiState) => string | null;
}

const works = (): null => null;
const hasPanes = (state: UiState): string | null =>
  ['home', 'claim'].includes(screenOf(state).name) ? null : 'there is one pane only';
const canOpen = (state: UiState): string | null => {
  const list = activeList(state);
  if (list === null || list === 'scopes') return 'there is nothing behind this';
  return shownRows[list](state).length === 0 ? 'there is nothing to open' : null;
};
const inList = (state: UiState): string | null => (activeList(state) === null ? 'this is no list' : null);
const hasProblems = (list: ListName | null): boolean => list === 'claims' || list === 'findings';
const canSort = (state: UiState): string | null => {
  const list = activeList(state);
  return list !== null && sortNames[list].length > 1 ? null : 'this has one order only';
};
const canGoBack = (state: UiState): string | null => {
  const list = activeList(state);
  const filtered = list !== null && state.filters[list] !== '';
  return state.screens.length > 1 || filtered ? null : 'this is the outermost screen';
};
const canFlag = (state: UiState): string | null =>
  hasProblems(activeList(state)) ? null : 'only claims and findings are told apart by it';
const canSeek = (state: UiState): string | null =>
  hasProblems(activeList(state)) || screenOf(state).name === 'finding'
    ? null
    : 'only claims and findings have a next problem';
const canCopy = (state: UiState): string | null => {
  const list = activeList(state);
  if (list === null) return ['log', 'help'].includes(screenOf(state).name) ? 'there is nothing to copy' : null;
  return shownRows[list](state).length === 0 ? 'there is nothing to copy' : null;
};

const bind = (
  command: Command,
  keys: readonly string[],
  label: string,
  word: string | null,
  does: string,
  idle: (state: UiState) => string | null = works,
): Binding => ({ command, keys, label, word, does, idle });

/** Every key there is. The footer shows those that work, in this order. */
export const bindings: readonly Binding[] = [
  bind('up', ['up', 'k'], '↑ k', null, 'one line up'),
  bind('down', ['down', 'j'], '↓ j', null, 'one line down'),
  bind('pageUp', ['pageup', 'ctrl-b'], 'PgUp', null, 'one page up'),
  bind('pageDown', ['pagedown', 'ctrl-f', ' '], 'PgDn space', null, 'one page down'),
  bind('top', ['home', 'g'], 'g Home', null, 'to the top'),
  bind('bottom', ['end', 'G'], 'G End', null, 'to the bottom'),
  bind('open', ['enter', 'right', 'l'], '⏎ →', 'open', 'open what is selected', canOpen),
  bind(
    'back',
    ['escape', 'left', 'h'],
    'esc ←',
    'back',
    'back out, or drop the filter; never leaves the program',
    canGoBack,
  ),
  bind('nextPane', ['tab'], 'tab', 'pane', 'next pane', hasPanes),
  bind('previousPane', ['shift-tab'], 'shift-tab', null, 'previous pane', hasPanes),
  bind('filter', ['/'], '/', 'filter', 'filter: words, !not, account: region: claim: check: kind: sev: is:', inList),
  bind('problems', ['f'], 'f', 'problems', 'problems only, on and off', canFlag),
  bind('nextProblem', ['n'], 'n', 'next', 'next problem', canSeek),
  bind('previousProblem', ['N'], 'N', null, 'previous problem', canSeek),
  bind('sort', ['s'], 's', 'sort', 'next order of this list', canSort),
  bind('copy', ['c'], 'c', 'copy', 'copy the claim, the ARN, the IAM action or the call', canCopy),
  bind('log', ['L'], 'L', null, 'messages of this run', (state) =>
    screenOf(state).name === 'log' ? 'this is the log' : null,
  ),
  bind('help', ['?'], '?', 'help', 'all keys', (state) =>
    screenOf(state).name === 'help' ? 'this is the help' : null,
  ),
  bind('quit', ['q'], 'q', 'quit', 'quit; while the scan runs it asks first'),
  bind('interrupt', ['ctrl-c'], 'ctrl-c', null, 'stop the scan and keep what was read; again: leave at once'),
];

const byKey: ReadonlyMap<string, Binding> = new Map(
  bindings.flatMap((binding) => binding.keys.map((key) => [key, binding])),
);

export const bindingOf = (key: string): Binding | undefined => byKey.get(key);

/** Keys for the footer: those with a word that work now. */
export const footerBindings = (state: UiState): readonly Binding[] =>
  bindings.filter((binding) => binding.word !== null && binding.idle(state) === null);

/** What the quit key will do, as a word. */
export const quitWord = (state: UiState): string => (isRunning(state) ? 'stop' : 'quit');
