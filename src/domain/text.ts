/**
 * Characters that a reader does not see or that make a program act: controls (C0, DEL, C1), format characters (bidi,
 * zero-width, tags), lone surrogates, line and paragraph separators, and the two that XML forbids.
 */
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Text from outside as one line, in which every character that could act or hide is shown as `\n` or `\u{1b}`. */
export const visible = (text: string): string =>
  text.replace(acting, (character) => named[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** At most `length` UTF-16 units; an ellipsis shows that something is missing. No surrogate pair is cut. */
export const shorten = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const cut = text.slice(0, Math.max(0, length - 1));
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};

/** A share as whole percents, rounded down so that 99.9 % is never shown as 100 %; `–` where nothing counts. */
export const percent = (share: number | null): string => (share === null ? '–' : `${Math.floor(share * 100 + 1e-9)}%`);

/** `1 finding`, `2 findings`. */
export const counted = (amount: number, noun: string, plural = `${noun}s`): string =>
  `${amount} ${amount === 1 ? noun : plural}`;
