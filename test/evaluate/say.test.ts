import { describe, expect, test } from 'vitest';
import type { Gap } from '../../src/domain/gap.ts';
import { createSay, sayUnread } from '../../src/evaluate/say.ts';
import { context } from './bench.ts';

const subject = { type: 'thing', id: 'x', account: null, region: null };
const say = createSay(
  {
    open: { status: 'fail', text: '{port} is open to {who}, on {port}', fix: 'Close it.' },
    shut: { status: 'pass', text: 'all is shut' },
  },
  context,
);

describe('what a check says', () => {
  test('is the text of the reason with its slots filled, with its status and fix', () => {
    expect(say.is(subject, 'open', { port: 22, who: 'all' })).toMatchObject({
      status: 'fail',
      reason: 'open',
      message: '22 is open to all, on 22',
      fix: 'Close it.',
      proof: null,
      measured: null,
      badness: null,
    });
    expect(say.is(subject, 'shut')).toMatchObject({ status: 'pass', message: 'all is shut', fix: null });
  });

  test('takes a text from outside as it is, whatever it looks like', () => {
    expect(say.is(subject, 'open', { port: '{who}', who: '$& $1 {port}' }).message).toBe(
      '{who} is open to $& $1 {port}, on {who}',
    );
  });

  test('carries what was measured', () => {
    expect(say.is(subject, 'shut', {}, { measured: { ports: 0 }, badness: 0 })).toMatchObject({
      measured: { ports: 0 },
      badness: 0,
    });
  });
});

test.each<readonly [gap: Gap, message: string]>([
  [
    { kind: 'denied', action: 'ec2:DescribeVpcs', detail: 'no' },
    'could not look: denied: the caller needs ec2:DescribeVpcs',
  ],
  [{ kind: 'timeout', detail: '20 s' }, 'could not look: timeout: 20 s'],
  [{ kind: 'notRecorded', detail: 'rds:X' }, 'could not look: not recorded: rds:X'],
])('a missing reading is unknown and says why: %o', (gap, message) => {
  expect(sayUnread(subject, gap)).toMatchObject({ status: 'unknown', reason: `gap.${gap.kind}`, message, gap });
});
