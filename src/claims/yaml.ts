import {
  Composer,
  type Document,
  isAlias,
  isDocument,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  visit,
} from 'yaml';
import type { FilePosition } from '../domain/claim.ts';
import { harmless, quote } from './problem.ts';

/** Largest file that is read, in UTF-16 units. */
const LARGEST_FILE = 1_048_576;
/** Twice as many as a file of that size has when people write it. */
const MOST_LEXEMES = 300_000;
const DEEPEST_NESTING = 64;
const MOST_ALIASES = 100;
const MOST_PROBLEMS = 100;
const LONGEST_MESSAGE = 160;

export type Path = readonly PropertyKey[];

export interface PlacedMessage extends FilePosition {
  readonly message: string;
}

/** A YAML text as plain values, with the way back to where each of them stands. */
export interface YamlFile {
  readonly value: unknown;
  /** Where the value at a path begins; where the path leads nowhere, its deepest ancestor that exists. */
  readonly at: (path: Path) => FilePosition;
  /** Where a key of the mapping at a path begins. */
  readonly atKey: (path: Path, key: string) => FilePosition;
}

export type ReadYaml =
  | { readonly ok: true; readonly file: YamlFile }
  | { readonly ok: false; readonly problems: readonly PlacedMessage[] };

interface OffsetMessage {
  readonly offset: number;
  readonly message: string;
}

/**
 * The tokens of a text, as long as a person could have written it; `stop` hears where and why they end early. Nesting is bounded here
 * because the composer recurses, and V8 aborts the whole process when it compiles a regular expression near the end of the stack.
 */
function* boundedTokens(text: string, parser: Parser, stop: (offset: number, message: string) => void) {
  let lexemes = 0;
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      yield token;
      if (token.type === 'error') errors += 1;
    }
    lexemes += 1;
    if (errors >= MOST_PROBLEMS) return;
    if (lexemes > MOST_LEXEMES) return stop(parser.offset - 1, 'the file holds more than can be read');
    if (parser.stack.length > DEEPEST_NESTING) return stop(parser.offset - 1, 'nested too deeply');
  }
  yield* parser.end();
}

/** The one document of a text, or why there is none. Duplicate keys are looked for later: the library's way is quadratic. */
const compose = (text: string, lines: LineCounter): Document | OffsetMessage => {
  lines.addNewLine(0);
  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false, prettyErrors: false });
  const stopped: OffsetMessage[] = [];
  const tokens = boundedTokens(text, new Parser(lines.addNewLine), (offset, message) =>
    stopped.push({ offset, message }),
  );
  let first: Document | null = null;
  for (const document of composer.compose(tokens, true, text.length)) {
    if (first !== null) return { offset: document.range[0], message: 'only one YAML document fits in a file' };
    first = document;
  }
  return stopped[0] ?? first ?? { offset: 0, message: 'the file is empty' };
};

const startOf = (node: unknown): number | null => (isNode(node) ? (node.range?.[0] ?? null) : null);

/** What YAML allows and these files do not: keys that are no text or come twice, tags, and more aliases than a person writes. */
const surprises = (document: Document): readonly OffsetMessage[] => {
  const found: OffsetMessage[] = [];
  let aliases = 0;
  visit(document, {
    Alias: (_, node) => {
      aliases += 1;
      const offset = startOf(node) ?? 0;
      if (aliases > MOST_ALIASES) {
        found.push({ offset, message: 'too many aliases; write the values out' });
        return visit.BREAK;
      }
      if (!node.resolve(document)) found.push({ offset, message: `unknown alias ${quote(node.source)}` });
      return undefined;
    },
    Map: (_, node) => {
      const keys = new Set<string>();
      for (const { key } of node.items) {
        const offset = startOf(key) ?? startOf(node) ?? 0;
        if (!isScalar(key)) {
          found.push({ offset, message: 'a key must be plain text' });
          continue;
        }
        const name = String(key.value);
        if (keys.has(name)) found.push({ offset, message: `duplicate key ${quote(name)}` });
        keys.add(name);
      }
    },
  });
  return found;
};

const syntaxProblems = ({ errors, warnings }: Document): readonly OffsetMessage[] =>
  [
    ...errors.map(({ pos, message }) => ({ offset: pos[0], message })),
    ...warnings.map(({ pos, code, message }) => ({
      offset: pos[0],
      message: code === 'TAG_RESOLVE_FAILED' ? 'custom tags (words that begin with "!") are not allowed' : message,
    })),
  ].map(({ offset, message }) => ({ offset, message: harmless(message.slice(0, LONGEST_MESSAGE)) }));

/** The nodes on the way along a path, as far as it leads, each with the offset where it (or for want of a value, its key) begins. */
const walk = (document: Document, path: Path): { offset: number; end: unknown } => {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const target = isAlias(node) ? node.resolve(document) : node;
    if (isSeq(target) && typeof step === 'number' && step in target.items) {
      node = target.items[step];
      offset = startOf(node) ?? offset;
      continue;
    }
    const pair = isMap(target)
      ? target.items.find(({ key }) => isScalar(key) && String(key.value) === step)
      : undefined;
    if (pair === undefined) return { offset, end: null };
    node = pair.value;
    offset = startOf(node) ?? startOf(pair.key) ?? offset;
  }
  return { offset, end: node };
};

const keyOffset = (document: Document, path: Path, key: string): number => {
  const { offset, end } = walk(document, path);
  const target = isAlias(end) ? end.resolve(document) : end;
  const pair = isMap(target)
    ? target.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    : undefined;
  return startOf(pair?.key) ?? offset;
};

const plain = (document: Document, place: (offset: number) => FilePosition): ReadYaml => {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return {
      ok: true,
      file: {
        value,
        at: (path) => place(walk(document, path).offset),
        atKey: (path, key) => place(keyOffset(document, path, key)),
      },
    };
  } catch {
    // The library throws when aliases of aliases multiply.
    return {
      ok: false,
      problems: [
        { ...place(walk(document, []).offset), message: 'the aliases of this file multiply; write the values out' },
      ],
    };
  }
};

/**
 * Reads a text as one YAML 1.2 document with the core schema (no dates, no code, no custom tags). Never throws. Size, nesting, aliases
 * and the number of problems told are bounded.
 */
export const readYaml = (text: string): ReadYaml => {
  if (text.length > LARGEST_FILE) {
    return { ok: false, problems: [{ line: 1, column: 1, message: 'the file is larger than 1 MiB' }] };
  }
  const lines = new LineCounter();
  const place = (offset: number): FilePosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const failure = (problems: readonly OffsetMessage[]): ReadYaml => ({
    ok: false,
    problems: problems.slice(0, MOST_PROBLEMS).map(({ offset, message }) => ({ ...place(offset), message })),
  });
  const document = compose(text, lines);
  if (!isDocument(document)) return failure([document]);
  const problems = [...syntaxProblems(document), ...surprises(document)];
  if (problems.length > 0) return failure(problems);
  return plain(document, place);
};
