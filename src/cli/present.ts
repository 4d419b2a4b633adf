import type { Emit } from '../domain/events.ts';
import type { ExitCode, RunResult } from '../domain/result.ts';
import type { OutputOptions } from './options.ts';
import type { Target } from './output.ts';
import { usesStdout, writeReports } from './output.ts';

/**
 * Runs a job in front of a person or a machine: the terminal app where stdin and stdout are a terminal, plain lines on
 * stderr elsewhere. Writes the reports as soon as there is a result, so that leaving the app late, or losing the terminal,
 * loses none. Answers the exit code.
 */
export const present = async (
  options: OutputOptions,
  targets: readonly Target[],
  job: (emit: Emit, signal: AbortSignal) => Promise<RunResult>,
): Promise<ExitCode> => {
  const { chooseScreen } = await import('./terminal.ts');
  const { plain, color, ascii } = options;
  const screen = chooseScreen({
    plain: plain ?? false,
    color,
    ascii: ascii ?? false,
    stdoutTaken: usesStdout(targets),
  });
  const result = await screen.run(async (emit, signal) => {
    const done = await job(emit, signal);
    writeReports(done, targets, screen.stdout);
    return done;
  });
  screen.conclude(result);
  return result.summary.exitCode;
};
