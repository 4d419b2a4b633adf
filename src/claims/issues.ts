import { z } from 'zod';
import type { FilePosition } from '../domain/claim.ts';
import type { Kind } from '../domain/kinds.ts';
import { nearest, suggestion } from './nearest.ts';
import { quote } from './problem.ts';
import type { Path, PlacedMessage, YamlFile } from './yaml.ts';

/** What a schema said of a value, in the words of the file. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly PlacedMessage[] };

const MOST_CHOICES = 12;
const MOST_PROBLEMS = 100;

const typeName = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return { string: 'text', number: 'a number', boolean: 'true or false' }[String(typeof value)] ?? 'something else';
};

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

const isRecord = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === 'object' && value !== null;

const step = (value: unknown, key: PropertyKey): unknown =>
  isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;

const valueAt = (root: unknown, path: Path): unknown => path.reduce(step, root);

const jsonSchemas = new WeakMap<z.ZodType, unknown>();

const jsonSchemaOf = (schema: z.ZodType): unknown => {
  const known = jsonSchemas.get(schema) ?? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  jsonSchemas.set(schema, known);
  return known;
};

/** The keys that a schema allows in the mapping at a path, read off its JSON Schema. */
const keysAt = (schema: z.ZodType, path: Path): readonly string[] => {
  const child = (node: unknown, key: PropertyKey): unknown =>
    typeof key === 'number'
      ? step(node, 'items')
      : (step(step(node, 'properties'), key) ?? step(node, 'additionalProperties'));
  const properties = step(path.reduce(child, jsonSchemaOf(schema)), 'properties');
  return isRecord(properties) ? Object.keys(properties) : [];
};

const wrongWord = (word: unknown, choices: readonly string[], path: Path): string => {
  const name = path.findLast((key) => typeof key === 'string');
  const expected = `expected ${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')}`;
  if (typeof word === 'number' || typeof word === 'boolean') return `${expected}, found ${word}`;
  if (typeof word !== 'string') return `${expected}, found ${typeName(word)}`;
  const wrong = name === 'kind' ? `unknown kind ${quote(word)}` : `unknown value ${quote(word)} of ${String(name)}`;
  const near = suggestion(word, choices);
  if (near !== '') return wrong + near;
  return choices.length <= MOST_CHOICES ? `${wrong}; ${expected}` : wrong;
};

/** The message for a value that is there. Codes without a case carry a message of the schema's own. */
const describe = (issue: z.core.$ZodIssue, value: unknown): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.startsWith('Invalid input')
        ? `expected ${EXPECTED[issue.expected] ?? issue.expected}, found ${typeName(value)}`
        : issue.message;
    case 'invalid_value':
      return wrongWord(value, issue.values.map(String), issue.path);
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? 'must not be empty'
        : `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' ? `longer than ${issue.maximum} characters` : `must be at most ${issue.maximum}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
};

/** Where a value of the file stands, and what its keys are called: `key`, or `parameter "…" of backup.frequency`. */
export interface Whereabouts {
  readonly file: YamlFile;
  /** Path of the part that the schema sees. */
  readonly base: Path;
  readonly noun: 'key' | 'parameter';
  /** The kind that has the parameters. */
  readonly of: Kind | null;
}

const placed = (position: FilePosition, message: string): PlacedMessage => ({ ...position, message });

const isMissing = (issue: z.core.$ZodIssue, root: unknown): boolean =>
  issue.code !== 'unrecognized_keys' &&
  typeof issue.path.at(-1) === 'string' &&
  valueAt(root, issue.path) === undefined;

/** Missing keys that an unknown key of the same mapping was meant to be, as JSON paths: they are told once, as misspelt. */
const misspelt = (issues: readonly z.core.$ZodIssue[], schema: z.ZodType): ReadonlySet<string> =>
  new Set(
    issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [];
      const valid = keysAt(schema, issue.path);
      return issue.keys.slice(0, MOST_PROBLEMS).map((key) => JSON.stringify([...issue.path, nearest(key, valid)]));
    }),
  );

const unknownKeys = (
  issue: z.core.$ZodIssueUnrecognizedKeys,
  schema: z.ZodType,
  where: Whereabouts,
): readonly PlacedMessage[] => {
  const valid = keysAt(schema, issue.path);
  const path = [...where.base, ...issue.path];
  return issue.keys
    .slice(0, MOST_PROBLEMS)
    .map((key) =>
      placed(
        where.file.atKey(path, key),
        `unknown ${where.noun} ${quote(key)}${ofKind(where)}${suggestion(key, valid)}`,
      ),
    );
};

const ofKind = ({ of }: Whereabouts): string => (of === null ? '' : ` of ${of}`);

const problemOf = (issue: z.core.$ZodIssue, root: unknown, where: Whereabouts): PlacedMessage => {
  const { file, base, noun } = where;
  const path = [...base, ...issue.path];
  const parent = path.slice(0, -1);
  const last = String(issue.path.at(-1));
  if (isMissing(issue, root)) return placed(file.at(parent), `missing ${noun} "${last}"${ofKind(where)}`);
  const position = issue.code === 'invalid_key' ? file.atKey(parent, last) : file.at(path);
  return placed(position, describe(issue, valueAt(root, issue.path)));
};

/** Parses a part of a file, `root`, which stands at `where.base`. The number of problems told is bounded. */
export const check = <T>(schema: z.ZodType<T>, root: unknown, where: Whereabouts): Checked<T> => {
  const parsed = schema.safeParse(root);
  if (parsed.success) return { ok: true, value: parsed.data };
  const issues = parsed.error.issues.slice(0, MOST_PROBLEMS);
  const told = misspelt(issues, schema);
  const problems = issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return unknownKeys(issue, schema, where);
    return isMissing(issue, root) && told.has(JSON.stringify(issue.path)) ? [] : [problemOf(issue, root, where)];
  });
  return { ok: false, problems };
};
