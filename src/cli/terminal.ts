import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';
import type { Emit } from '../domain/events.ts';
import type { RunResult } from '../domain/result.ts';
import { plainProgress } from '../ui/plain.ts';
import { summaryText } from '../ui/summary.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface DisplayOptions {
  /** Plain lines, whatever the terminal can do. */
  readonly plain?: boolean;
  /** False after `--no-color`. */
  readonly color: boolean;
  readonly ascii?: boolean;
  /** A report goes to stdout, so nothing else may. */
  readonly stdoutTaken: boolean;
}

/** Where a run is shown: the terminal app, or plain lines on stderr. */
export interface Screen {
  /**
   * Runs the job and shows its events. The first Ctrl-C (or SIGTERM, SIGHUP) aborts the signal, and the job is expected
   * to come back with what it has; the second ends the process. With the app, resolves once the person leaves it.
   */
  readonly run: (job: (emit: Emit, signal: AbortSignal) => Promise<RunResult>) => Promise<RunResult>;
  readonly stdout: (text: string) => void;
  /** Prints the summary: on stdout, or on stderr when a report has taken stdout. */
  readonly conclude: (result: RunResult) => void;
}

/** The same rule as Ink's, which draws but one frame in CI. */
const inCi = (env: Environment): boolean =>
  ['CI', 'CONTINUOUS_INTEGRATION'].some((name) => name in env && env[name] !== '0' && env[name] !== 'false');

/** Whether the terminal app can and may be shown. A screen reader is better served with lines. */
export const wantsApp = (
  options: DisplayOptions,
  env: Environment,
  terminals: { readonly stdin: boolean; readonly stdout: boolean },
): boolean =>
  options.plain !== true &&
  !options.stdoutTaken &&
  terminals.stdin &&
  terminals.stdout &&
  env['TERM'] !== 'dumb' &&
  env['INK_SCREEN_READER'] !== 'true' &&
  !inCi(env);

/** Whether to use colours, by the flag, then https://no-color.org, FORCE_COLOR, and what the stream is. */
export const wantsColor = (options: Pick<DisplayOptions, 'color'>, env: Environment, isTerminal: boolean): boolean => {
  if (!options.color || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return false;
  const forced = env['FORCE_COLOR'];
  return forced === undefined ? isTerminal : forced !== '0' && forced !== 'false';
};

/** Makes a closed pipe (`| head`) or a terminal that went away the end of the output, not of the program. */
export const ignoreClosedPipe = (stream: NodeJS.WriteStream): void => {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
};

const enterScreen = '\u001b[?1049h\u001b[2J\u001b[H';
const leaveScreen = '\u001b[?25h\u001b[?1049l';

/**
 * Switches to the alternate screen, so that the app leaves the person's own lines alone. The function it returns
 * switches back, once; it also runs when the process exits or crashes, before the crash is printed.
 */
export const openAlternateScreen = (stdout: NodeJS.WriteStream & { readonly fd: number }): (() => void) => {
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    process.off('exit', close);
    process.off('uncaughtExceptionMonitor', close);
    try {
      // Synchronous: the process may have no time left for anything else.
      writeSync(stdout.fd, leaveScreen);
    } catch {
      // The terminal is gone, so there is nothing to restore.
    }
  };
  process.on('exit', close);
  process.on('uncaughtExceptionMonitor', close);
  stdout.write(enterScreen);
  return close;
};

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof exitCodes;
const signals: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Calls `first` at the first signal; the second one ends the process. Returns the way to stop listening. */
export const onInterrupt = (first: () => void): (() => void) => {
  let seen = false;
  const handle = (signal: Signal): void => {
    if (seen) process.exit(exitCodes[signal]);
    seen = true;
    first();
  };
  for (const signal of signals) process.on(signal, handle);
  return () => {
    for (const signal of signals) process.off(signal, handle);
  };
};

/** Sends what Node would print as a warning into the run's log: on the app's screen it would land in a frame. */
const captureWarnings = (log: (text: string) => void): (() => void) => {
  const usual = process.listeners('warning');
  const capture = (warning: Error): void => log(`${warning.name}: ${warning.message}`);
  process.removeAllListeners('warning');
  process.on('warning', capture);
  return () => {
    process.off('warning', capture);
    for (const listener of usual) process.on('warning', listener);
  };
};

/** Asks the terminal itself to fill the clipboard (OSC 52): works over SSH, where no local clipboard is. */
const copyByTerminal = (stdout: NodeJS.WriteStream, text: string): void => {
  stdout.write(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`);
};

/** Puts a text on the clipboard: through tmux when inside it, which passes it on, else through the terminal. */
export const copyText = (stdout: NodeJS.WriteStream, env: Environment, text: string): void => {
  if (env['TMUX'] === undefined) {
    copyByTerminal(stdout, text);
    return;
  }
  const tmux = spawn('tmux', ['load-buffer', '-w', '-'], { stdio: ['pipe', 'ignore', 'ignore'] });
  tmux.on('error', () => copyByTerminal(stdout, text));
  tmux.stdin.on('error', () => {});
  tmux.stdin.end(text);
};

const plainScreen = (options: DisplayOptions, ascii: boolean): Screen['run'] => {
  const emit = plainProgress((line) => process.stderr.write(`${line}\n`), {
    ascii,
    color: wantsColor(options, process.env, process.stderr.isTTY === true),
    now: Date.now,
  });
  return async (job) => {
    const abort = new AbortController();
    const release = onInterrupt(() => {
      process.stderr.write('stopping: keeping what was read; again: leave at once\n');
      abort.abort();
    });
    try {
      return await job(emit, abort.signal);
    } finally {
      release();
    }
  };
};

const appScreen =
  (ascii: boolean): Screen['run'] =>
  async (job) => {
    const { startUi } = await import('../ui/app.tsx');
    const { stdin, stdout } = process;
    const abort = new AbortController();
    const close = openAlternateScreen(stdout);
    const leave = (): never => {
      close();
      return process.exit(exitCodes.SIGINT);
    };
    const copy = (text: string): void => copyText(stdout, process.env, text);
    const ui = startUi({ stdin, stdout, ascii, now: Date.now, copy, leave });
    const restoreWarnings = captureWarnings((text) => ui.emit({ type: 'log', level: 'warning', text }));
    const signalled = new Promise<void>((resolve) => {
      abort.signal.addEventListener('abort', () => resolve());
    });
    const release = onInterrupt(() => abort.abort());
    void ui.done.then((asked) => {
      if (asked === 'interrupt') abort.abort();
    });
    try {
      const result = await job(ui.emit, abort.signal);
      // The result stays on the screen until the person leaves, unless they asked to leave before it was there.
      if (!abort.signal.aborted) {
        ui.emit({ type: 'finished', result });
        await Promise.race([ui.done, signalled]);
      }
      return result;
    } finally {
      release();
      restoreWarnings();
      await ui.stop();
      close();
    }
  };

/** Decides where a run is shown. Sets FORCE_COLOR for Ink's colour library, which does not know NO_COLOR. */
export const chooseScreen = (options: DisplayOptions): Screen => {
  const { stdin, stdout, stderr, env } = process;
  const ascii = options.ascii === true || env['TERM'] === 'dumb';
  const color = wantsColor(options, env, stdout.isTTY === true);
  const app = wantsApp(options, env, { stdin: stdin.isTTY === true, stdout: stdout.isTTY === true });
  // Before Ink is imported: it looks once.
  if (app && !color) process.env['FORCE_COLOR'] = '0';
  ignoreClosedPipe(stdout);
  ignoreClosedPipe(stderr);
  return {
    run: app ? appScreen(ascii) : plainScreen(options, ascii),
    stdout: (text) => {
      stdout.write(text);
    },
    conclude: (result) => {
      const stream = options.stdoutTaken ? stderr : stdout;
      const style = { columns: stream.columns ?? 80, ascii, color: wantsColor(options, env, stream.isTTY === true) };
      stream.write(summaryText(result, style));
    },
  };
};
