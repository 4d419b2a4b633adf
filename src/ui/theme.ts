import type { FindingStatus } from '../domain/finding.ts';
import type { ClaimStatus } from '../domain/result.ts';
import { cell, type Line, type Span, type Tone, toAscii } from './line.ts';

interface Mark {
  readonly unicode: string;
  readonly ascii: string;
  readonly tone: Tone;
  /** The status in words. */
  readonly word: string;
}

export type Marked = ClaimStatus | FindingStatus | 'waiting';

/** One mark per status: told apart by shape and word, not by colour. */
export const marks: Readonly<Record<Marked, Mark>> = {
  supported: { unicode: '✓', ascii: 'ok', tone: 'good', word: 'supported' },
  contradicted: { unicode: '✗', ascii: 'FAIL', tone: 'bad', word: 'contradicted' },
  unverified: { unicode: '?', ascii: '????', tone: 'doubt', word: 'unverified' },
  attested: { unicode: '✎', ascii: 'doc', tone: 'attested', word: 'attested' },
  notApplicable: { unicode: '–', ascii: 'n/a', tone: 'muted', word: 'n/a' },
  pass: { unicode: '✓', ascii: 'ok', tone: 'good', word: 'pass' },
  fail: { unicode: '✗', ascii: 'FAIL', tone: 'bad', word: 'fail' },
  unknown: { unicode: '?', ascii: '????', tone: 'doubt', word: 'unknown' },
  waiting: { unicode: '·', ascii: '.', tone: 'muted', word: 'waiting' },
};

/** The mark of a status as a cell of fixed width: 1 column, or 4 in ASCII. */
export const markCell = (status: Marked, ascii: boolean): Span => {
  const mark = marks[status];
  return { ...cell(ascii ? mark.ascii : mark.unicode, ascii ? 4 : 1, mark.tone), bold: mark.tone === 'bad' };
};

/** The mark as a word of its own length, e.g. in front of a count. */
export const markWord = (status: Marked, ascii: boolean): string =>
  ascii ? marks[status].ascii : marks[status].unicode;

/**
 * Colours by terminal palette name, so that they follow the user's theme. Good and bad differ for colour-blind eyes too
 * (cyan against red, not green against red). Dim, not grey: some themes give bright black the colour of the background.
 */
export const colours: Readonly<
  Record<Tone, { readonly ink: { readonly color?: string; readonly dimColor?: boolean }; readonly sgr: string }>
> = {
  good: { ink: { color: 'cyan' }, sgr: '36' },
  bad: { ink: { color: 'redBright' }, sgr: '91' },
  doubt: { ink: { color: 'yellow' }, sgr: '33' },
  attested: { ink: { color: 'magenta' }, sgr: '35' },
  accent: { ink: { color: 'blueBright' }, sgr: '94' },
  muted: { ink: { dimColor: true }, sgr: '2' },
  plain: { ink: {}, sgr: '' },
};

const paintSpan = (part: Span): string => {
  const codes = [part.bold ? '1' : '', colours[part.tone].sgr].filter((code) => code !== '');
  return codes.length === 0 ? part.text : `\u001b[${codes.join(';')}m${part.text}\u001b[0m`;
};

/** A line as text for a plain stream, with or without colours, without spaces at its end. */
export const paint = (line: Line, style: { readonly color: boolean; readonly ascii: boolean }): string => {
  const shown = style.ascii ? line.map((part) => ({ ...part, text: toAscii(part.text) })) : line;
  return shown
    .map((part) => (style.color ? paintSpan(part) : part.text))
    .join('')
    .trimEnd();
};
