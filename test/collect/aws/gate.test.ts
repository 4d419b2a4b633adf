import { describe, expect, test } from 'vitest';
import { Bucket, createGate } from '../../../src/collect/aws/gate.ts';
import { pause } from '../../../src/collect/aws/pause.ts';

const rate = { fill: 10, burst: 3 };

/** A bucket with a clock that stands still until it is moved. */
const stopped = () => {
  let now = 0;
  const bucket = new Bucket(rate, () => now);
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  const take = (times: number) => Array.from({ length: times }, () => bucket.take());
  return { bucket, pass, take };
};

describe('a bucket', () => {
  test('lets a burst pass, and spaces what comes after it', () => {
    expect(stopped().take(6)).toEqual([0, 0, 0, 100, 200, 300]);
  });

  test('fills up again while time passes, and never beyond the burst', () => {
    const { pass, take } = stopped();
    take(3);
    pass(60_000);
    expect(take(4)).toEqual([0, 0, 0, 100]);
  });

  test('slows down when the service throttles, at most twice a second', () => {
    const { bucket, take } = stopped();
    bucket.throttled();
    bucket.throttled();
    expect(take(1)[0]).toBeCloseTo(1_000 / 7);
  });

  test('never stops, however often it is throttled', () => {
    const { bucket, pass, take } = stopped();
    for (let round = 0; round < 50; round += 1) {
      bucket.throttled();
      pass(600);
    }
    bucket.throttled();
    expect(take(1)[0]).toBeLessThanOrEqual(2_000);
  });

  test('recovers with every answer, up to its first rate', () => {
    const { bucket, take } = stopped();
    bucket.throttled();
    for (let answers = 0; answers < 1_000; answers += 1) bucket.succeeded();
    expect(take(1)[0]).toBeCloseTo(100);
  });
});

describe('the gate', () => {
  const place = { account: '111111111111', region: 'us-east-1', service: 'ec2' };
  const { signal } = new AbortController();

  /** Starts calls that stay open until released, and counts them. */
  const crowd = () => {
    const released: (() => void)[] = [];
    const call = () =>
      new Promise<void>((resolve) => {
        released.push(resolve);
      });
    const release = (): void => {
      for (const resolve of released.splice(0)) resolve();
    };
    return { call, running: () => released.length, release };
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  test('bounds the calls of one service in one place, and lets another pass', async () => {
    const { call, running, release } = crowd();
    const gate = createGate(64, 2);
    const calls = [1, 2, 3, 4].map(() => gate.run(place, signal, call));
    await settle();
    expect(running()).toBe(2);
    const other = gate.run({ ...place, region: 'eu-west-1' }, signal, call);
    await settle();
    expect(running()).toBe(3);
    release();
    await settle();
    release();
    await Promise.all([...calls, other]);
  });

  test('bounds the calls of the whole process', async () => {
    const { call, running, release } = crowd();
    const gate = createGate(3, 2);
    const calls = ['a', 'b', 'c'].flatMap((account) => [1, 2].map(() => gate.run({ ...place, account }, signal, call)));
    await settle();
    expect(running()).toBe(3);
    release();
    await settle();
    release();
    await Promise.all(calls);
  });

  test('goes on after a call that failed', async () => {
    const gate = createGate(1, 1);
    await expect(gate.run(place, signal, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.run(place, signal, async () => 'yes')).toBe('yes');
  });
});

describe('a pause', () => {
  test('ends at once when the scan is stopped, before or while it lasts', async () => {
    const abort = new AbortController();
    const long = pause(3_600_000, abort.signal);
    abort.abort();
    await long;
    await pause(3_600_000, abort.signal);
  });
});
