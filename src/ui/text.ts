import stringWidth from 'string-width';

/** Longer texts are cut before they are looked at: no screen shows more, and a hostile tag must not cost time. */
const longest = 4_000;

/**
 * Everything that could steer a terminal, hide, or change the order or the width of text: controls (C0, DEL, C1),
 * format characters (bidi, zero-width, tags), lone surrogates, private and unassigned code points, line separators,
 * variation selectors; and combining marks that have no base or are stacked more than four high.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=^|\p{M}{4})\p{M}/gu;

const plainAscii = /^[\x20-\x7e]*$/;

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/**
 * Makes text from outside fit for a terminal: one line, in which every unsafe code point is shown as `\u{..}`.
 * The result contains no character that a terminal acts on, so its width is what `displayWidth` says.
 */
export const safeText = (text: string): string => {
  const bounded = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return plainAscii.test(bounded) ? bounded : bounded.replace(unsafe, escaped);
};

/** Latin letters, and the punctuation and drawing characters of this program: one column each, and no need to look closer. */
export const narrow =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u203a\u2190-\u2193\u23ce\u2500-\u259f\u25b2\u25bc\u25cf\u2713\u2717\u270e]*$/;

/** Columns that a safe text takes on a terminal: wide characters count two, combining marks none. */
export const displayWidth = (text: string): number => (narrow.test(text) ? text.length : stringWidth(text));

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), (part) => part.segment);

/** The longest run of graphemes of at most `width` columns. */
const take = (parts: Iterable<string>, width: number): string[] => {
  const taken: string[] = [];
  let used = 0;
  for (const part of parts) {
    used += displayWidth(part);
    if (used > width) break;
    taken.push(part);
  }
  return taken;
};

/** Cuts at the end to at most `width` columns; an ellipsis shows that something is missing. */
export const clip = (text: string, width: number): string => {
  if (displayWidth(text) <= width) return text;
  if (width <= 0) return '';
  return `${take(graphemes(text), width - 1).join('')}…`;
};

/** Cuts in the middle: of an ARN, the service in front and the name at the end both matter. */
export const clipMiddle = (text: string, width: number): string => {
  if (displayWidth(text) <= width) return text;
  if (width < 5) return clip(text, width);
  const parts = graphemes(text);
  const head = take(parts, Math.floor((width - 1) / 3));
  const tail = take(parts.toReversed(), width - 1 - displayWidth(head.join(''))).reverse();
  return `${head.join('')}…${tail.join('')}`;
};

/** Pads with spaces to exactly `width` columns, and cuts what is longer. */
export const pad = (text: string, width: number, align: 'left' | 'right' = 'left'): string => {
  const cut = clip(text, width);
  const blank = ' '.repeat(Math.max(0, width - displayWidth(cut)));
  return align === 'left' ? cut + blank : blank + cut;
};

const breakWord = (word: string, width: number): string[] => {
  const pieces: string[] = [];
  let rest = graphemes(word);
  while (rest.length > 0) {
    const piece = take(rest, width);
    // A character wider than the whole line still has to go somewhere.
    const length = Math.max(1, piece.length);
    pieces.push(piece.length === 0 ? '…' : piece.join(''));
    rest = rest.slice(length);
  }
  return pieces;
};

/** Breaks a text into lines of at most `width` columns, at spaces where there are any. Never returns an empty list. */
export const wrap = (text: string, width: number): readonly string[] => {
  const room = Math.max(1, width);
  const lines: string[] = [];
  let line = '';
  for (const word of safeText(text)
    .split(' ')
    .filter((part) => part !== '')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (displayWidth(joined) <= room) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = displayWidth(word) <= room ? [word] : breakWord(word, room);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line].filter((part, index) => part !== '' || index === 0);
};

/** Milliseconds as `1:42` or `1:02:03`. */
export const clock = (milliseconds: number): string => {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};
