import type { z } from 'zod';
import { shorten, visible } from '../domain/text.ts';

/** The value, or what is wrong with the text, in sentences fit for a terminal. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly string[] };

const longestText = 256 * 1024 * 1024;
const deepest = 64;
const mostProblems = 10;

/**
 * Reads JSON text from outside into the shape of `schema`. Refuses texts over 256 Mi characters and values nested deeper
 * than 64 levels; tells at most 10 problems, each of at most 200 characters.
 */
export const parseJson = <T>(text: string, schema: z.ZodType<T>): Checked<T> => {
  if (text.length > longestText) return refused(['the text is longer than 256 Mi characters']);
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch (error) {
    return refused([`not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  if (isDeeper(value, deepest)) return refused([`nested deeper than ${deepest} levels`]);
  const parsed = schema.safeParse(value);
  return parsed.success ? { ok: true, value: parsed.data } : refused(parsed.error.issues.map(sentence));
};

const refused = (problems: readonly string[]): { readonly ok: false; readonly problems: readonly string[] } => {
  const shown = problems.slice(0, mostProblems).map((problem) => shorten(visible(problem), 200));
  const more = problems.length - shown.length;
  return { ok: false, problems: more > 0 ? [...shown, `and ${more} more`] : shown };
};

const sentence = ({ path, message }: z.core.$ZodIssue): string => {
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return place === '' ? message : `${place.replace(/^\./, '')}: ${message}`;
};

const isDeeper = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeper(child, levels - 1));
};
