/** One thing wrong with a file; `line` and `column` count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const LONGEST_QUOTE = 60;
/** Controls, format characters (bidi and zero-width), lone surrogates, private use and line separators. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** The text with everything that a terminal could obey, or an eye misread, as `\u{…}`. */
export const harmless = (text: string): string =>
  text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** A text from the file as a message may show it: in quotes, harmless and short. */
export const quote = (text: string): string => {
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return `"${harmless(short)}"`;
};

/** The first line of every editor's and compiler's error: `claims.yaml:9:13: message`. */
export const formatProblem = ({ file, line, column, message }: Problem): string =>
  `${harmless(file)}:${line}:${column}: ${message}`;

const MOST_PROBLEMS = 100;

/** Problems in the order of the file, two of the same place and text as one, and of a hopeless file only the first hundred. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] => {
  const sorted = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
  const seen = new Set<string>();
  const distinct = sorted.filter((problem) => {
    const text = formatProblem(problem);
    return !seen.has(text) && seen.add(text);
  });
  const next = distinct[MOST_PROBLEMS];
  if (next === undefined) return distinct;
  const rest = { ...next, message: `${distinct.length - MOST_PROBLEMS} more problems from here on` };
  return [...distinct.slice(0, MOST_PROBLEMS), rest];
};
