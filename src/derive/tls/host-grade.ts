import type { Grade, Letter } from '../../domain/tls.ts';
import { worse } from './letters.ts';

export type HostGrade = {
  readonly letter: Letter | null;
  readonly bounds: { readonly lower: Letter; readonly upper: Letter } | null;
};

/** The grade of a name is that of its worst address. An address that could not be graded leaves it open. */
export function hostGrade(grades: readonly Grade[]): HostGrade {
  const bounds = grades.flatMap((grade) => grade.bounds ?? []);
  if (bounds.length === 0) return { letter: null, bounds: null };
  const upper = bounds.map((bound) => bound.upper).reduce(worse);
  const lower = bounds.length < grades.length ? 'F' : bounds.map((bound) => bound.lower).reduce(worse);
  return { letter: upper === lower ? upper : null, bounds: { lower, upper } };
}

/** `A+`, or `between F and A-`, or `not gradable`. */
export function gradeText({ letter, bounds }: HostGrade): string {
  if (letter !== null) return letter;
  return bounds === null ? 'not gradable' : `between ${bounds.lower} and ${bounds.upper}`;
}
