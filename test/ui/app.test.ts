import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  process.env['FORCE_COLOR'] = '0';
  // Ink draws but one frame in CI, and asks the variables once.
  delete process.env['CI'];
  delete process.env['CONTINUOUS_INTEGRATION'];
});

import { startUi, type Ui } from '../../src/ui/app.tsx';
import { ending, manyFindings, opening, reading } from './scenario.ts';
import { type FakeTerminal, fakeTerminal } from './tty.ts';

interface Started {
  readonly ui: Ui;
  readonly terminal: FakeTerminal;
  readonly copied: string[];
  readonly left: () => number;
}

let running: Ui | null = null;

const start = (columns = 100, rows = 30): Started => {
  const terminal = fakeTerminal(columns, rows);
  const copied: string[] = [];
  let left = 0;
  const ui = startUi({
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    ascii: false,
    now: () => 0,
    copy: (text) => copied.push(text),
    leave: () => {
      left += 1;
    },
  });
  running = ui;
  return { ui, terminal, copied, left: () => left };
};

const appears = (terminal: FakeTerminal, text: string): Promise<void> =>
  vi.waitFor(() => expect(stripVTControlCharacters(terminal.written())).toContain(text), {
    timeout: 5_000,
    interval: 5,
  });

const finish = ({ ui }: Started): void => {
  for (const event of [...opening, ...reading, ...ending]) ui.emit(event);
};

afterEach(async () => {
  await running?.stop();
  running = null;
});

describe('on a terminal', () => {
  test('events come to the screen, keys move in it, and q leaves once the scan is over', async () => {
    const started = start();
    finish(started);
    await appears(started.terminal, 'score 71%');
    started.terminal.type('jj\r');
    await appears(started.terminal, 'claims › acme-03');
    started.terminal.type('\u001b[D');
    started.terminal.type('q');
    await expect(started.ui.done).resolves.toBe('quit');
  });

  test('while the scan runs q asks, and y stops it', async () => {
    const { ui, terminal } = start();
    for (const event of opening) ui.emit(event);
    await appears(terminal, '9 waiting');
    terminal.type('q');
    await appears(terminal, 'Stop it and keep a partial report?');
    terminal.type('y');
    await expect(ui.done).resolves.toBe('interrupt');
    await appears(terminal, 'stopping');
  });

  test('ctrl-c asks to stop, twice at once leaves', async () => {
    const { ui, terminal, left } = start();
    terminal.type('\u0003');
    await expect(ui.done).resolves.toBe('interrupt');
    terminal.type('\u0003');
    await vi.waitFor(() => expect(left()).toBe(1));
  });

  test('c copies', async () => {
    const started = start();
    finish(started);
    await appears(started.terminal, 'score 71%');
    started.terminal.type('Gc');
    await vi.waitFor(() => expect(started.copied).toEqual(['acme-09: Audit logs cannot be altered.']));
  });

  test('a new size redraws to that size', async () => {
    const started = start(100, 30);
    finish(started);
    await appears(started.terminal, 'score 71%');
    started.terminal.fresh();
    started.terminal.resize(50, 10);
    await appears(started.terminal, 'needs 60x12');
    started.terminal.resize(120, 40);
    await vi.waitFor(() => expect(stripVTControlCharacters(started.terminal.fresh())).toMatch(/┬/), { interval: 5 });
  });

  test('the scrollback is never wiped and no frame is as tall as the terminal', async () => {
    const started = start(80, 24);
    finish(started);
    started.ui.emit(manyFindings(100));
    await appears(started.terminal, 'score 71%');
    for (const keys of ['G', '\r', 'G', '\r', '\t', '?', '\u001b[6~']) started.terminal.type(keys);
    await appears(started.terminal, 'help');
    expect(started.terminal.written()).not.toContain('\u001b[3J');
    const frames = started.terminal.written().split('\u001b[?2026h');
    for (const frame of frames) expect(frame.split('\n').length).toBeLessThanOrEqual(24);
  });

  test('stopping shows the cursor again, and may be asked twice', async () => {
    const { ui, terminal } = start();
    await appears(terminal, 'claimcheck');
    await ui.stop();
    await ui.stop();
    expect(terminal.written().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      terminal.written().lastIndexOf('\u001b[?25l'),
    );
  });
});
