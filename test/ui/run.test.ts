import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/domain/events.ts';
import { callRate, emptyRun, foldRun } from '../../src/ui/run.ts';
import { claims, ending, findings, opening, prod, reading, result } from './scenario.ts';

const scope = { type: 'aws', account: prod, region: 'eu-west-1' } as const;
const call = (state: 'started' | 'done' | 'throttled'): RunEvent => ({
  type: 'call',
  state,
  scope,
  what: 's3:ListBuckets',
});

describe('a run as its events tell it', () => {
  test('claims wait in the order of the page until they are decided', () => {
    const planned = foldRun(emptyRun, opening, 0);
    expect(planned.claims.map(({ id, decided }) => [id, decided])).toEqual(claims.map(({ id }) => [id, null]));
    const some = foldRun(planned, reading, 1);
    expect(some.claims.map(({ decided }) => decided?.status ?? null)).toEqual([
      'contradicted',
      'contradicted',
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test('an account keeps its row when its id is told', () => {
    const { accounts } = foldRun(emptyRun, opening, 0);
    expect([...accounts.values()].map(({ label, account, state }) => [label, account, state])).toEqual([
      ['prod-main', prod, 'ready'],
      ['staging', '444455556666', 'ready'],
      ['audit', null, 'failed'],
    ]);
  });

  test('steps add up per scope', () => {
    const run = foldRun(foldRun(emptyRun, opening, 0), reading, 1);
    expect(run.scopes.get(`${prod}/global`)).toMatchObject({ steps: 4, done: 4, items: 21, gaps: 1 });
  });

  test('one batch or many, the picture is the same', () => {
    const events = [...opening, ...reading, ...ending];
    const whole = foldRun(emptyRun, events, 5);
    const pieces = events.reduce((run, event) => foldRun(run, [event], 5), emptyRun);
    // When samples are taken depends on the batches; what they lead to does not.
    expect({ ...pieces, samples: [] }).toEqual({ ...whole, samples: [] });
  });

  test.each([
    ['waits for an answer', [call('started')], 1, 0],
    ['is answered', [call('started'), call('done')], 0, 0],
    ['twice at once, one answered', [call('started'), call('started'), call('done')], 1, 0],
    ['throttled and still open', [call('started'), call('throttled'), call('throttled')], 1, 2],
    ['throttled, then answered', [call('started'), call('throttled'), call('done')], 0, 1],
    ['answered without having been told of', [call('done')], 0, 0],
  ])('a call %s', (_name, events, open, throttled) => {
    const run = foldRun(emptyRun, events, 0);
    expect([...run.calls.values()].reduce((sum, each) => sum + each.open, 0)).toBe(open);
    expect(run.throttled).toBe(throttled);
  });

  test('the same gap told twice is one', () => {
    const gap: RunEvent = { type: 'gap', gap: { scope, what: 'x:Y', gap: { kind: 'timeout', detail: '' } } };
    expect(foldRun(emptyRun, [gap, gap], 0).gaps.size).toBe(1);
  });

  test('the result has the last word', () => {
    const early: RunEvent = { type: 'gap', gap: { scope, what: 'early', gap: { kind: 'timeout', detail: '' } } };
    const run = foldRun(emptyRun, [early, call('started'), { type: 'finished', result }], 9);
    expect(run.finishedAt).toBe(9);
    expect([...run.gaps.values()].map(({ what, checks }) => [what, checks])).toEqual(
      result.gaps.map(({ what, checks }) => [what, checks]),
    );
    expect(run.calls.size).toBe(0);
    expect([...run.findings.values()].flat()).toHaveLength(findings.length);
  });

  test('the log keeps its last 500 lines', () => {
    const lines = Array.from(
      { length: 600 },
      (_, index): RunEvent => ({ type: 'log', level: 'info', text: `${index}` }),
    );
    const { log } = foldRun(emptyRun, lines, 0);
    expect([log.length, log[0]?.text]).toEqual([500, '100']);
  });

  test('maps that no event touched stay the same object', () => {
    const before = foldRun(emptyRun, opening, 0);
    const after = foldRun(before, [call('started')], 1);
    expect(after.findings).toBe(before.findings);
    expect(after.scopes).toBe(before.scopes);
    expect(after.calls).not.toBe(before.calls);
  });

  test('the rate is that of the last seconds', () => {
    const burst = Array.from({ length: 20 }, () => call('done'));
    const times = [0, 1_000, 2_000, 3_000];
    const run = times.reduce((state, at) => foldRun(state, burst, at), emptyRun);
    expect(callRate(run)).toBe(20);
  });
});
