import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const deadline = 30_000;

/** A real terminal with a shell in it. */
export interface Terminal {
  /** Types text; names of keys (`Enter`, `C-c`, `Escape`) are pressed. */
  readonly keys: (...keys: readonly string[]) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** The lines on the screen, from its first row on. */
  readonly screen: () => readonly string[];
  /** Waits until the screen shows the text; fails with the screen when it does not. */
  readonly shows: (text: string | RegExp) => Promise<readonly string[]>;
  /** What tmux knows of the pane, by the name of a format variable, such as `alternate_on`. */
  readonly ask: (variable: string) => string;
  readonly close: () => void;
}

/** Starts a shell without profile or prompt in a tmux server of its own. */
export const openTerminal = (columns: number, rows: number): Terminal => {
  const socket = join(mkdtempSync(join(tmpdir(), 'tmux-')), 'socket');
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], { encoding: 'utf8' });
  const size = ['-x', String(columns), '-y', String(rows)];
  const shell = `env -i PATH="${process.env['PATH']}" HOME="${tmpdir()}" LANG=C.UTF-8 TERM=screen-256color PS1='$ ' bash --norc --noprofile`;
  tmux(
    'new-session',
    '-d',
    ...size,
    shell,
    ';',
    'set',
    '-g',
    'window-size',
    'manual',
    ';',
    'set',
    '-g',
    'status',
    'off',
  );
  tmux('resize-window', ...size);
  const screen = (): readonly string[] => tmux('capture-pane', '-p').split('\n').slice(0, -1);
  return {
    keys: (...keys) => tmux('send-keys', ...keys),
    resize: (width, height) => tmux('resize-window', '-x', String(width), '-y', String(height)),
    screen,
    shows: async (text) => {
      const until = Date.now() + deadline;
      for (;;) {
        const lines = screen();
        const whole = lines.join('\n');
        if (typeof text === 'string' ? whole.includes(text) : text.test(whole)) return lines;
        if (Date.now() > until) throw new Error(`the screen never showed ${text}:\n${whole}`);
        await pause(50);
      }
    },
    ask: (variable) => tmux('display-message', '-p', `#{${variable}}`).trim(),
    close: () => tmux('kill-server'),
  };
};
