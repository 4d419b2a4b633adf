import type { PreloadList } from './hsts-list.ts';

/** Code units, which is also how the lines are searched. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const HEAD = /^claimcheck hsts index 1 (\d+)\n/;

/**
 * A preload list as text that can be looked up in without being parsed: a head with the number of names that force HTTPS, then
 * a line `name flags` for each name, sorted.
 */
export const writePreloadIndex = (flags: ReadonlyMap<string, number>, entries: number): string => {
  const lines = [...flags].sort(([a], [b]) => compare(a, b)).map(([name, bits]) => `${name} ${bits}\n`);
  return `claimcheck hsts index 1 ${entries}\n${lines.join('')}`;
};

/** The flags of a name, by halving the part of the sorted lines in which its line can be. */
const search = (text: string, start: number, name: string): number | undefined => {
  for (let [low, high] = [start, text.length]; low < high; ) {
    const from = Math.max(low, text.lastIndexOf('\n', (low + high) >> 1) + 1);
    const space = text.indexOf(' ', from);
    const end = text.indexOf('\n', from);
    if (space === -1 || end === -1) return undefined;
    const order = compare(name, text.slice(from, space));
    if (order === 0) return Number(text.slice(space + 1, end));
    if (order < 0) high = from;
    else low = end + 1;
  }
  return undefined;
};

/** Opens what `writePreloadIndex` wrote; null: it is something else. */
export const readPreloadIndex = (text: string): PreloadList | null => {
  const head = HEAD.exec(text);
  if (head === null) return null;
  const start = head[0].length;
  return { entries: Number(head[1]), flags: { get: (name) => search(text, start, name) } };
};
