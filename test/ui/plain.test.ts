import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/domain/events.ts';
import { plainProgress } from '../../src/ui/plain.ts';
import { ending, opening, prod, reading } from './scenario.ts';

/** Feeds events, one every `step` milliseconds, and returns the lines. */
const lines = (events: readonly RunEvent[], step = 1, style = { ascii: false, color: false }): readonly string[] => {
  const written: string[] = [];
  let now = 0;
  const emit = plainProgress((line) => written.push(line), { ...style, now: () => now });
  for (const event of events) {
    emit(event);
    now += step;
  }
  return written;
};

const scope = { type: 'aws', account: prod, region: 'eu-west-1' } as const;
const call = (state: 'started' | 'throttled' | 'done', what = 's3:GetBucketPolicy'): RunEvent => ({
  type: 'call',
  state,
  scope,
  what,
});

describe('plain lines', () => {
  test('a whole run', async () => {
    await expect(`${lines([...opening, ...reading, ...ending]).join('\n')}\n`).toMatchFileSnapshot('frames/plain.txt');
  });

  test('throttling of a service is told once per account', () => {
    expect(
      lines([call('started'), call('throttled'), call('throttled'), call('throttled', 's3:GetBucketAcl')]),
    ).toEqual([' 0:00  throttled 111122223333: s3:GetBucketPolicy, going slower']);
  });

  test('the same denial in every region is told once', () => {
    const gaps = ['eu-west-1', 'us-east-1'].map(
      (region): RunEvent => ({
        type: 'gap',
        gap: {
          scope: { ...scope, region },
          what: 'rds:DescribeDBInstances',
          gap: { kind: 'denied', action: 'rds:DescribeDBInstances', detail: '' },
        },
      }),
    );
    expect(lines(gaps)).toHaveLength(1);
  });

  test('ten silent seconds bring a sign of life', () => {
    const silent = Array.from({ length: 8 }, () => call('started'));
    expect(lines([...opening.slice(5, 12), ...silent], 4_000)).toContain(' 0:36  0/24 steps, 3 in flight, 0 ✗, 0 gaps');
  });

  test('foreign text cannot make lines or commands of its own', () => {
    const [line, ...rest] = lines([{ type: 'log', level: 'info', text: 'x\n::set-output name=a::b\u001b[2J' }]);
    expect([line, rest]).toEqual([' 0:00  x\\u{a}::set-output name=a::b\\u{1b}[2J', []]);
  });

  test('colours only when asked for', () => {
    expect(lines(reading, 1, { ascii: true, color: false }).join('')).not.toContain('\u001b');
    expect(lines(reading, 1, { ascii: true, color: true }).join('')).toContain('\u001b[1;91mFAIL\u001b[0m');
  });
});
