import type { z } from 'zod';
import type { Json, JsonObject } from '../json.ts';

/** An answer without the list elements that are not of the promised shape, and what was wrong with each of them. */
export interface Tolerated<T> {
  readonly value: T;
  readonly dropped: readonly string[];
}

/** More faults than this in one answer are no accident: the whole of it counts as malformed. */
const faultLimit = 1_000;
const rounds = 4;

type Path = readonly PropertyKey[];

/**
 * Parses an answer and, where single elements of its lists do not fit, parses it again without them: one odd item must not
 * hide the others. null when something else than list elements is wrong.
 */
export const parseTolerantly = <T>(schema: z.ZodType<T>, answer: JsonObject): Tolerated<T> | null => {
  let current: Json = answer;
  const dropped: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const parsed = schema.safeParse(current);
    if (parsed.success) return { value: parsed.data, dropped };
    const { issues } = parsed.error;
    const elements = issues.map(({ path }) => outermostElement(path));
    if (issues.length > faultLimit || elements.includes(null)) return null;
    const doomed = new Map(
      elements.flatMap((path, index) => (path === null ? [] : [[path.join('.'), issues[index]] as const])),
    );
    for (const [where, issue] of doomed)
      dropped.push(`${where} lacks ${issue?.path.slice(where.split('.').length).join('.')}: ${issue?.message}`);
    current = without(current, new Set(doomed.keys()), '');
  }
  return null;
};

/** The path of the list element an issue lies in, e.g. `DBInstances.3`; null when it lies in none. */
const outermostElement = (path: Path): Path | null => {
  const index = path.findIndex((step) => typeof step === 'number');
  return index < 0 ? null : path.slice(0, index + 1);
};

const without = (value: Json, doomed: ReadonlySet<string>, at: string): Json => {
  const inner = (key: string | number): string => (at === '' ? String(key) : `${at}.${key}`);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.filter((_, index) => !doomed.has(inner(index)));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, without(item, doomed, inner(key))]));
};
