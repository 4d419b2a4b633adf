import { windowOf } from './cursor.ts';
import { claimText } from './detail.ts';
import type { Line } from './line.ts';
import { allRows, cursorOf, isRunning, type ListName, shownClaim, shownRows, type UiState } from './state.ts';

/** `tiny`: nothing but a notice fits; `single`: one pane; `stacked`: accounts above claims; `wide`: side by side. */
type Mode = 'tiny' | 'single' | 'stacked' | 'wide';

/** Heights and widths of the home screen's panes, titles included; 0 for a pane that is not shown. */
interface Layout {
  readonly mode: Mode;
  readonly width: number;
  /** One line less than the terminal has: a frame as tall as the terminal would make it scroll. */
  readonly height: number;
  /** Lines between header and footer. */
  readonly body: number;
  readonly leftWidth: number;
  readonly rightWidth: number;
  readonly accounts: number;
  readonly gaps: number;
  readonly claims: number;
  readonly preview: number;
  readonly now: number;
}

const headerLines = 2;
const footerLines = 1;
/** A preview of fewer lines tells too little. */
const leastPreview = 9;

const modeOf = (columns: number, rows: number): Mode => {
  if (columns < 60 || rows < 12) return 'tiny';
  if (columns < 80 || rows < 20) return 'single';
  return columns < 110 ? 'stacked' : 'wide';
};

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** Where everything goes on a terminal of this size. */
export const layoutOf = (state: UiState): Layout => {
  const mode = modeOf(state.columns, state.rows);
  const height = Math.max(1, state.rows - 1);
  const body = Math.max(0, height - headerLines - footerLines);
  // Calls come and go while the scan runs; at the end one line tells it all.
  const now = isRunning(state) && body > 24 ? 4 : 2;
  const room = Math.max(0, body - now);
  const base = {
    mode,
    width: state.columns,
    height,
    body,
    now,
    leftWidth: state.columns,
    rightWidth: state.columns,
    preview: 0,
  };
  const wanted = allRows.accounts(state).length + 1;
  if (mode === 'tiny' || mode === 'single') {
    const only = (pane: UiState['pane']): number => (state.pane === pane ? room : 0);
    return { ...base, accounts: only('accounts'), gaps: only('gaps'), claims: only('claims') };
  }
  if (mode === 'stacked') {
    const upper = clamp(wanted, 4, Math.max(4, Math.floor(room * 0.35)));
    const gaps = state.pane === 'gaps';
    return { ...base, accounts: gaps ? 0 : upper, gaps: gaps ? upper : 0, claims: room - upper };
  }
  const leftWidth = clamp(Math.floor(state.columns * 0.4), 46, 76);
  const accounts = clamp(wanted, 4, Math.floor(room / 2));
  // Title, claims and a blank line; the rest shows the selected claim.
  const spare = room - (allRows.claims(state).length + 2);
  const preview = spare >= leastPreview ? spare : 0;
  return {
    ...base,
    leftWidth,
    rightWidth: state.columns - leftWidth - 1,
    accounts,
    gaps: room - accounts,
    claims: room - preview,
    preview,
  };
};

/** The claim that stands on top of the claim screen. */
export const aboutLines = (state: UiState, width: number): readonly Line[] => {
  const claim = state.run.claims.find((candidate) => candidate.id === shownClaim(state));
  return claim === undefined ? [] : claimText(claim, state.run.result?.page ?? null, width, state.ascii);
};

/** Lines that the claim itself takes on the claim screen; the findings get the rest. */
export const aboutHeight = (state: UiState): number => {
  const { body, width } = layoutOf(state);
  return Math.min(aboutLines(state, width).length, Math.floor(body / 2));
};

/** Lines that a list has for its rows, its title not counted. */
export const listHeight = (state: UiState, list: ListName): number => {
  const layout = layoutOf(state);
  if (list === 'scopes') return Math.max(0, layout.body - 1);
  if (list === 'findings') return Math.max(0, layout.body - aboutHeight(state) - 2);
  return Math.max(0, layout[list] - 1);
};

/** Lines of the window that running text scrolls in. */
export const textHeight = (state: UiState): number => Math.max(0, layoutOf(state).body - 1);

/** The rows of a list that are on the screen. */
export const windowIn = (state: UiState, list: ListName) =>
  windowOf(shownRows[list](state), listHeight(state, list), cursorOf(state, list));
