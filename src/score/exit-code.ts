import type { ExitCode } from '../domain/result.ts';

/** Worst first. What stopped the run outranks what it found; a proven failure outranks our own, and that a mere doubt. */
const rank: readonly ExitCode[] = [130, 64, 1, 70, 2, 0];

/** The code to exit with when several apply; 0 when none does. */
export const worstExit = (codes: readonly ExitCode[]): ExitCode => rank.find((code) => codes.includes(code)) ?? 0;

/** How bad an exit code is: greater is worse. */
export const severityOfExit = (code: ExitCode): number => rank.length - rank.indexOf(code);
