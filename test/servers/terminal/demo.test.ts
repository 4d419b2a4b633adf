import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildProgram, type Program } from '../../cli/program.ts';
import { installed } from '../tls/real-servers.ts';
import { openTerminal, type Terminal } from './tmux.ts';

const sizes = [
  [80, 24],
  [120, 40],
  [200, 50],
] as const;

/** The footer is drawn last. */
const finished = /done 0:[\s\S]*exit code 1[\s\S]*q quit/;

let program: Program;
let terminal: Terminal | null = null;
const open = (columns: number, rows: number): Terminal => {
  terminal = openTerminal(columns, rows);
  terminal.keys(`node ${program.path} demo; echo "left with $?"`, 'Enter');
  return terminal;
};

/** Lines of the app end where the screen does, and its rows are all in use: a header first, the keys last. */
const expectWhole = (lines: readonly string[], rows: number): void => {
  expect(lines.length).toBe(rows);
  expect(lines[0]).toContain('claimcheck Acme');
  expect(lines[rows - 2]).toContain('q quit');
};

describe.skipIf(!installed('tmux'))('the app in a real terminal', () => {
  beforeAll(async () => {
    program = await buildProgram();
  });
  afterAll(() => program?.remove());
  afterEach(() => {
    terminal?.close();
    terminal = null;
  });

  test.each(sizes)('fills %i by %i, opens a claim, and leaves the terminal as it was', async (columns, rows) => {
    const { keys, shows, ask } = open(columns, rows);
    expectWhole(await shows(finished), rows);
    expect([ask('alternate_on'), ask('cursor_flag')]).toEqual(['1', '0']);
    keys('Enter');
    await shows('isolated from the public internet');
    keys('Escape', 'q');
    await shows('left with 1');
    expect([ask('alternate_on'), ask('cursor_flag')]).toEqual(['0', '1']);
    keys('echo still here', 'Enter');
    await shows(/^still here$/m);
  });

  test('follows a change of its size', async () => {
    const { resize, shows } = open(120, 40);
    await shows(finished);
    resize(80, 24);
    await shows(/^─ accounts \d+ ─+$/m);
    resize(160, 45);
    expectWhole(await shows(/^─ accounts \d+ ─+┬─ claims[\s\S]*q quit\n$/m), 45);
  });

  test('leaves on Ctrl-C at the end of a scan with the verdict, and gives the terminal back', async () => {
    const { keys, shows, ask } = open(80, 24);
    await shows(finished);
    keys('C-c');
    await shows(/left with \d+/);
    expect([ask('alternate_on'), ask('cursor_flag')]).toEqual(['0', '1']);
  });

  test('tells a terminal that is too small', async () => {
    const { shows, keys } = open(30, 6);
    await shows(/needs 60x12 · done/);
    keys('q');
    await shows('left with');
  });
});
