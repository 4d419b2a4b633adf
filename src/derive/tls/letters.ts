import type { Letter } from '../../domain/tls.ts';

/**
 * Best to worst: a failure counts for more than missing trust (an untrusted server with SSL 2.0 gets F), and a
 * certificate for another name, with which SSL Labs ends its assessment, for more than whether that one is trusted.
 */
const BEST_FIRST: readonly Letter[] = ['A+', 'A', 'A-', 'B', 'C', 'D', 'E', 'T', 'M', 'F'];

export function worse(a: Letter, b: Letter): Letter {
  return BEST_FIRST.indexOf(a) >= BEST_FIRST.indexOf(b) ? a : b;
}

/** Whether `letter` is at least as good as `wanted`. */
export function atLeast(letter: Letter, wanted: Letter): boolean {
  return BEST_FIRST.indexOf(letter) <= BEST_FIRST.indexOf(wanted);
}

/** Negative when `a` is the worse one: sorts worst first. */
export function compareWorst(a: Letter, b: Letter): number {
  return BEST_FIRST.indexOf(b) - BEST_FIRST.indexOf(a);
}
