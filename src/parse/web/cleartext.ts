const BEGIN = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----';
const END = '-----END PGP SIGNATURE-----';

/** The message inside a cleartext signature (RFC 9580 section 7), and what is wrong around it. */
export interface Cleartext {
  /** Dash escapes undone. */
  readonly lines: readonly string[];
  /** The codes of the field's common checkers. */
  readonly problems: readonly string[];
}

/** Whether a text begins as one with a cleartext signature does. */
export const isCleartext = (lines: readonly string[]): boolean => lines[0]?.trimEnd() === BEGIN;

/** Whether there is a signature, or its beginning, anywhere. */
export const mentionsPgp = (lines: readonly string[]): boolean =>
  lines.some((line) => line.startsWith('-----BEGIN PGP'));

/** Takes the message out of its cleartext signature; the caller has seen that the text begins as one. */
export const readCleartext = (lines: readonly string[]): Cleartext => {
  const problems: string[] = [];
  const blank = lines.findIndex((line) => line.trim() === '');
  const start = lines.findIndex((line) => line.trimEnd() === SIGNATURE);
  const end = lines.findIndex((line) => line.trimEnd() === END);
  if (blank === -1 || start < blank || end < start) return { lines: lines.slice(1), problems: ['signed_format_issue'] };
  if (lines[blank + 1]?.trim() === '') problems.push('too_many_line_separators');
  if (lines.slice(end + 1).some((line) => line.trim() !== '')) problems.push('data_after_sig');
  return { lines: lines.slice(blank + 1, start).map((line) => line.replace(/^- /, '')), problems };
};

/** Lines of a text, whatever ends them. */
export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\r|\n/);

/**
 * What is signed of a text, from the first to the last line of the signature, and the message as it is read from it; null:
 * it has no cleartext signature. White space at the end of a line is not signed (RFC 9580 section 7.2).
 */
export const signedPart = (text: string): { readonly whole: string; readonly message: string } | null => {
  const bare = text.replace(/^\uFEFF/, '');
  const lines = linesOf(bare);
  const end = bare.indexOf(END);
  if (!isCleartext(lines) || end === -1) return null;
  const message = readCleartext(lines)
    .lines.map((line) => line.replace(/[ \t]+$/, ''))
    .join('\n');
  return { whole: `${bare.slice(0, end)}${END}\n`, message };
};
