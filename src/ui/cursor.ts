/** Where a list stands: the chosen row by its id, and on which line of the window it is shown. */
export interface Cursor {
  readonly selected: string | null;
  /** Index the row had when it was last seen, in case it goes away. */
  readonly index: number;
  readonly offset: number;
}

export const startCursor: Cursor = { selected: null, index: 0, offset: 0 };

/** The part of a list that is shown. */
interface Window {
  /** First row shown. */
  readonly top: number;
  /** One past the last row shown. */
  readonly end: number;
  /** The chosen row; -1 when the list is empty. */
  readonly index: number;
}

const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/**
 * Places a list of rows in a window of `height` lines so that the chosen row stays on its line: rows that arrive above
 * it do not move it.
 */
export const windowOf = (ids: readonly { readonly id: string }[], height: number, cursor: Cursor): Window => {
  if (ids.length === 0 || height <= 0) return { top: 0, end: 0, index: ids.length === 0 ? -1 : 0 };
  // Most often nothing moved, so look at the old place first.
  const still = ids[cursor.index]?.id === cursor.selected;
  const found = still ? cursor.index : ids.findIndex((row) => row.id === cursor.selected);
  const index = found >= 0 ? found : clamp(cursor.index, 0, ids.length - 1);
  const top = clamp(index - clamp(cursor.offset, 0, height - 1), 0, Math.max(0, ids.length - height));
  return { top, end: Math.min(ids.length, top + height), index };
};

/** The cursor moved to row `index`; the window scrolls only when it must. */
export const moveTo = (
  ids: readonly { readonly id: string }[],
  height: number,
  cursor: Cursor,
  index: number,
): Cursor => {
  const view = windowOf(ids, height, cursor);
  const target = clamp(index, 0, ids.length - 1);
  const row = ids[target];
  if (row === undefined) return startCursor;
  return { selected: row.id, index: target, offset: clamp(target - view.top, 0, Math.max(0, height - 1)) };
};
