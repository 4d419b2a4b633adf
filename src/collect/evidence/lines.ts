import type { Json, JsonObject } from '../json.ts';

/** One recorded exchange: what was asked, and the answer or the error that came. */
export interface EvidenceLine {
  readonly input: JsonObject;
  readonly outcome:
    | { readonly type: 'output'; readonly output: JsonObject }
    | { readonly type: 'error'; readonly error: RecordedError };
}

export interface RecordedError {
  readonly name: string;
  readonly message: string;
  readonly status: number | null;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toLine = (value: unknown): EvidenceLine | null => {
  if (!isObject(value)) return null;
  const { input, output, error } = value;
  const asked = input === undefined || input === null ? {} : input;
  if (!isObject(asked)) return null;
  if (isObject(error)) return { input: asked, outcome: { type: 'error', error: toError(error) } };
  return isObject(output) ? { input: asked, outcome: { type: 'output', output } } : null;
};

/** A bare answer, as the AWS CLI prints it: the request had no input. */
const toBareAnswer = (value: unknown): EvidenceLine | null =>
  isObject(value) && !['input', 'output', 'error'].some((key) => key in value)
    ? { input: {}, outcome: { type: 'output', output: value } }
    : null;

const toError = (error: JsonObject): RecordedError => ({
  name: typeof error['name'] === 'string' ? error['name'] : 'UnknownError',
  message: typeof error['message'] === 'string' ? error['message'].slice(0, 500) : '',
  status: typeof error['status'] === 'number' ? error['status'] : null,
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads an evidence file: one JSON object per line (`{"input","output"}` or `{"input","error"}`), or a single JSON
 * document, maybe over several lines (an answer as the AWS CLI prints it). Lines that are neither are counted in
 * `damaged`; a bare object among several lines is a part of something broken, never an answer.
 */
export const parseLines = (text: string): { readonly lines: readonly EvidenceLine[]; readonly damaged: number } => {
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  const parsed = rows.map((row) => toLine(parseJson(row)));
  const lines = parsed.filter((line) => line !== null);
  if (lines.length === parsed.length) return { lines, damaged: 0 };
  const document = parseJson(text);
  const whole = toLine(document) ?? toBareAnswer(document);
  return whole === null ? { lines, damaged: parsed.length - lines.length } : { lines: [whole], damaged: 0 };
};

/** One line of an evidence file, without the line end. Keys stand in the order given. */
export const formatLine = (input: JsonObject, outcome: EvidenceLine['outcome']): string => {
  const { type, ...rest } = outcome;
  const line: { readonly [key: string]: Json | RecordedError } = { input, ...rest };
  return JSON.stringify(line);
};
