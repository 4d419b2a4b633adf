import { clip, displayWidth, pad, safeText } from './text.ts';

/** What a piece of text means; the theme gives it a colour. Colour never carries meaning alone. */
export type Tone = 'good' | 'bad' | 'doubt' | 'attested' | 'muted' | 'accent' | 'plain';

/** A piece of one line. Built by `span` alone, so that no text reaches a terminal unchecked. */
export interface Span {
  readonly text: string;
  readonly tone: Tone;
  readonly bold: boolean;
}

export type Line = readonly Span[];

export const span = (text: string, tone: Tone = 'plain', bold = false): Span => ({ text: safeText(text), tone, bold });

export const blank: Line = [];

export const lineWidth = (line: Line): number => line.reduce((sum, part) => sum + displayWidth(part.text), 0);

/** Cuts a line to at most `width` columns. */
export const clipLine = (line: Line, width: number): Line => {
  if (lineWidth(line) <= width) return line;
  const kept: Span[] = [];
  let room = width;
  for (const part of line) {
    const size = displayWidth(part.text);
    if (size > room || (size === room && part !== line.at(-1))) {
      if (room > 0) kept.push({ ...part, text: clip(`${part.text} `, room) });
      break;
    }
    kept.push(part);
    room -= size;
  }
  return kept;
};

/** A cell of exactly `width` columns. */
export const cell = (text: string, width: number, tone: Tone = 'plain', align: 'left' | 'right' = 'left'): Span => ({
  ...span('', tone),
  text: pad(safeText(text), Math.max(0, width), align),
});

/** `left` and `right` at the two ends of a line of `width` columns; the left one gives way. */
export const ends = (left: Line, right: Line, width: number): Line => {
  const room = Math.max(0, width - lineWidth(right));
  const start = clipLine(left, Math.max(0, room - 1));
  return clipLine([...start, span(' '.repeat(Math.max(0, room - lineWidth(start)))), ...right], width);
};

/** The title of a pane: a rule with words on both ends. */
export const rule = (left: Line, right: Line, width: number): Line => {
  const inner = Math.max(0, width - lineWidth(right) - 2);
  const start = clipLine([span('─ ', 'muted'), ...left, span(' ')], inner);
  const end = right.length === 0 ? [span('──', 'muted')] : [span(' '), ...right, span(' ')];
  const dashes = Math.max(0, width - lineWidth(start) - lineWidth(end));
  return clipLine([...start, span('─'.repeat(dashes), 'muted'), ...end], width);
};

/** Words with a separator between them, each with its own tone. */
export const joined = (parts: readonly Line[], separator: string): Line =>
  parts.flatMap((part, index) => (index === 0 ? part : [span(separator, 'muted'), ...part]));

const simpler: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '┬': '+',
  '…': '~',
  '·': '.',
  '–': '-',
  '›': '>',
  '▌': '>',
  '█': '#',
  '░': '.',
  '▲': '^',
  '▼': 'v',
  '↑': '^',
  '↓': 'v',
  '←': '<',
  '→': '>',
  '⏎': 'enter',
  '●': 'o',
  '╌': '=',
  '├': '|',
  '┤': '|',
  '✓': '+',
  '✗': 'x',
  '×': 'x',
};

/** Replaces the drawing characters that this program uses by ASCII ones; every replacement but ⏎ keeps the width. */
export const toAscii = (text: string): string =>
  text.replace(/[^\x20-\x7e]/gu, (character) => simpler[character] ?? character);
