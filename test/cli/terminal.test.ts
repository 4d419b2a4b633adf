import type { EventEmitter } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  copyText,
  ignoreClosedPipe,
  onInterrupt,
  openAlternateScreen,
  wantsApp,
  wantsColor,
} from '../../src/cli/terminal.ts';
import { fakeTerminal } from '../ui/tty.ts';

const both = { stdin: true, stdout: true };
const options = { color: true, stdoutTaken: false };

describe('app or plain lines', () => {
  test.each([
    ['a terminal', options, {}, both, true],
    ['--plain', { ...options, plain: true }, {}, both, false],
    ['a report on stdout', { ...options, stdoutTaken: true }, {}, both, false],
    ['stdout is a pipe', options, {}, { stdin: true, stdout: false }, false],
    ['stdin is no terminal', options, {}, { stdin: false, stdout: true }, false],
    ['a dumb terminal', options, { TERM: 'dumb' }, both, false],
    ['CI', options, { CI: 'true' }, both, false],
    ['CI, empty', options, { CI: '' }, both, false],
    ['CI=false', options, { CI: 'false' }, both, true],
    ['another CI', options, { CONTINUOUS_INTEGRATION: '1' }, both, false],
    ['a screen reader', options, { INK_SCREEN_READER: 'true' }, both, false],
    ['no colours wanted', { ...options, color: false }, { NO_COLOR: '1' }, both, true],
  ])('%s: %s', (_name, given, env, terminals, app) => {
    expect(wantsApp(given, env, terminals)).toBe(app);
  });
});

describe('colours', () => {
  test.each([
    ['a terminal', true, {}, true, true],
    ['a pipe', true, {}, false, false],
    ['--no-color', false, {}, true, false],
    ['--no-color beats FORCE_COLOR', false, { FORCE_COLOR: '1' }, true, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, true, false],
    ['NO_COLOR beats FORCE_COLOR', true, { NO_COLOR: '1', FORCE_COLOR: '3' }, true, false],
    ['an empty NO_COLOR does not count', true, { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR on a pipe', true, { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, true, false],
    ['a dumb terminal', true, { TERM: 'dumb' }, true, false],
  ])('%s', (_name, color, env, isTerminal, wanted) => {
    expect(wantsColor({ color }, env, isTerminal)).toBe(wanted);
  });
});

/** The process as a source of any event. */
const events: EventEmitter = process;

describe('the alternate screen', () => {
  const withFile = (
    use: (stdout: NodeJS.WriteStream & { readonly fd: number }, written: () => string) => void,
  ): void => {
    const directory = mkdtempSync(join(tmpdir(), 'claimcheck-'));
    try {
      const path = join(directory, 'screen');
      const stdout = Object.assign(fakeTerminal(80, 24).stdout, { fd: openSync(path, 'w') });
      use(stdout, () => readFileSync(path, 'utf8'));
    } finally {
      rmSync(directory, { recursive: true });
    }
  };

  test('closing shows the cursor and goes back, once', () => {
    withFile((stdout, written) => {
      const close = openAlternateScreen(stdout);
      close();
      close();
      expect(written()).toBe('\u001b[?25h\u001b[?1049l');
    });
  });

  test.each(['exit', 'uncaughtExceptionMonitor'] as const)('it is closed on %s', (event) => {
    withFile((stdout, written) => {
      const before = events.listeners(event);
      openAlternateScreen(stdout);
      const [added] = events.listeners(event).filter((listener) => !before.includes(listener));
      Reflect.apply(added ?? (() => {}), process, []);
      expect(written()).toContain('\u001b[?1049l');
      expect(events.listeners(event)).toEqual(before);
    });
  });
});

describe('signals', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('the first %s asks to stop, and listening ends', (signal) => {
    const before = process.listeners(signal);
    let asked = 0;
    const release = onInterrupt(() => {
      asked += 1;
    });
    const [added] = process.listeners(signal).filter((listener) => !before.includes(listener));
    Reflect.apply(added ?? (() => {}), process, [signal]);
    release();
    expect(asked).toBe(1);
    expect(process.listeners(signal)).toEqual(before);
  });
});

describe('a stream that breaks', () => {
  const breaking = (code: string): (() => void) => {
    const stream = fakeTerminal(80, 24).stdout;
    ignoreClosedPipe(stream);
    return () => stream.emit('error', Object.assign(new Error(code), { code }));
  };
  test.each(['EPIPE', 'EIO'])('%s ends the output, not the program', (code) => {
    expect(breaking(code)).not.toThrow();
  });
  test('another error is not hidden', () => {
    expect(breaking('ENOSPC')).toThrow('ENOSPC');
  });
});

test('outside tmux a copy goes through the terminal', () => {
  const terminal = fakeTerminal(80, 24);
  copyText(terminal.stdout, {}, 'arn:aws:s3:::å');
  expect(terminal.written()).toBe('\u001b]52;c;YXJuOmF3czpzMzo6OsOl\u0007');
});
