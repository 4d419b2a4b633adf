import { describe, expect, test, vi } from 'vitest';
import type { RunEvent } from '../../src/domain/events.ts';

vi.hoisted(() => {
  // Ink's colour library looks once, when it is imported.
  process.env['FORCE_COLOR'] = '0';
});

import { renderToString } from 'ink';
import { Frame } from '../../src/ui/components.tsx';
import { reduce } from '../../src/ui/reducer.ts';
import { initialState, type UiState } from '../../src/ui/state.ts';
import { displayWidth } from '../../src/ui/text.ts';
import { unchanged } from '../fixtures-result.ts';
import { ending, manyFindings, opening, reading, regression, result } from './scenario.ts';

const sizes = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

const at = (
  columns: number,
  rows: number,
  events: readonly RunEvent[],
  keys: readonly string[] = [],
  ascii = false,
): UiState => {
  const start = reduce(initialState({ columns, rows, ascii, now: 0 }), { type: 'tick', now: 0, events: opening });
  return reduce(reduce(start, { type: 'tick', now: 42_000, events }), { type: 'keys', keys });
};

const draw = (state: UiState): readonly string[] =>
  renderToString(<Frame state={state} />, { columns: state.columns }).split('\n');

const all = [...reading, ...ending];
const screens: readonly (readonly [name: string, events: readonly RunEvent[], keys: readonly string[]])[] = [
  ['scanning', reading, []],
  ['finished', all, ['n']],
  ['gaps', all, ['tab']],
  ['claim', all, ['enter']],
  ['finding-timeline', all, ['j', 'enter', 'enter']],
  ['finding-path', all, ['j', 'j', 'enter', 'enter']],
  ['help', all, ['?']],
  ['asking', reading, ['q']],
  ['filter', all, ['/', 'i', 's', ':', 'u']],
];

describe.each(sizes)('%i × %i', (columns, rows) => {
  test.each(screens)('%s', async (name, events, keys) => {
    const lines = draw(at(columns, rows, events, keys));
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`frames/${name}-${columns}x${rows}.txt`);
  });
});

test('in ASCII', async () => {
  const lines = draw(at(80, 24, all, ['n'], true));
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('frames/finished-80x24-ascii.txt');
  // Sentences of the page keep their letters; marks and lines are ASCII.
  expect(lines.join('').replace(/[åäö“”’]/g, '')).toMatch(/^[\x20-\x7e]*$/);
});

test('with a baseline, claims tell how they compare with it', () => {
  const delta = { ...unchanged, regressions: [regression('orders')] };
  const lines = draw(at(80, 24, [...reading, { type: 'finished', result: { ...result, delta } }]));
  expect(lines.find((line) => line.includes('acme-02'))).toMatch(/0% +100% +▼1$/);
  expect(lines.find((line) => line.includes('acme-05'))).toMatch(/100% +100% +=$/);
});

describe('every frame is one line less than the terminal and never wider', () => {
  const shapes = [
    [59, 24],
    [60, 12],
    [79, 19],
    [80, 20],
    [81, 23],
    [109, 30],
    [110, 20],
    [143, 37],
    [300, 90],
    [20, 5],
    [1, 1],
  ] as const;
  test.each(shapes)('%i × %i', (columns, rows) => {
    for (const [, events, keys] of columns * rows > 5_000 ? screens.slice(0, 2) : screens) {
      const lines = draw(at(columns, rows, [...events, manyFindings(50)], keys));
      expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows - 1));
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
    }
  });
});

test('hostile text comes to the screen escaped', () => {
  const evil = '\u001b[2J\u001b]0;owned\u0007\r\n\u202ex';
  const events: readonly RunEvent[] = [
    { type: 'account', label: evil, account: null, state: 'failed', regions: [], detail: evil },
    { type: 'call', state: 'started', scope: { type: 'endpoint', endpoint: evil }, what: evil },
    {
      type: 'gap',
      gap: { scope: { type: 'endpoint', endpoint: evil }, what: evil, gap: { kind: 'timeout', detail: evil } },
    },
    { type: 'log', level: 'warning', text: evil },
    {
      type: 'planned',
      subject: evil,
      claims: [{ id: evil, says: evil, kind: 'certification', severity: 'low' }],
      artifacts: [],
    },
  ];
  for (const keys of [[], ['enter'], ['tab'], ['tab', 'enter'], ['shift-tab', 'enter'], ['L']])
    expect(draw(at(200, 60, events, keys)).join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
});

test('of 10,000 findings only those that fit are drawn', () => {
  const lines = draw(at(120, 40, [...all, manyFindings(10_000)], ['G', 'enter', 'G']));
  const drawn = lines.filter((line) => line.includes('arn:aws:s3:::bucket-'));
  expect(drawn.length).toBeGreaterThan(10);
  expect(drawn.length).toBeLessThan(40);
  expect(drawn.at(-1)).toContain('bucket-09999');
});
