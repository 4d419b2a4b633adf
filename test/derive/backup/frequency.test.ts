import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { volumeBackedUp } from '../../../src/derive/backup/backed-up.ts';
import type { Frequency } from '../../../src/derive/backup/frequency.ts';
import { frequencyOf } from '../../../src/derive/backup/frequency.ts';
import type { Restorable } from '../../../src/derive/backup/recovery-index.ts';
import type { Volume } from '../../../src/domain/aws.ts';
import { now } from '../../check-tester.ts';
import { ago, day, hour, restorePoint, restoreWindow, series, volume } from '../../checks/aws-items.ts';

const judge = (found: Partial<Restorable>, every: number, item: Partial<Volume> = {}): Frequency =>
  frequencyOf(
    volumeBackedUp(volume(item)),
    { points: [], windows: [], missing: null, regionsRead: [], ...found },
    every,
    now,
  );

const longestGap = (frequency: Frequency): number =>
  'longest' in frequency ? frequency.longest.to - frequency.longest.from : Number.NaN;

describe('verdicts', () => {
  test.each<[string, Frequency['verdict'], Partial<Restorable>, number, Partial<Volume>?]>([
    ['hourly points for 8 days', 'kept', { points: series(hour, 8 * day) }, hour],
    ['six-hourly points against a claim of one hour', 'gap', { points: series(6 * hour, 8 * day) }, hour],
    ['nothing, and made 60 days ago', 'none', {}, hour],
    ['nothing, but made ten minutes ago', 'young', {}, hour, { createdAt: ago(hour / 6) }],
    ['nothing, and nobody knows since when', 'none', {}, hour, { createdAt: null }],
    ['the newest point is too old', 'gap', { points: series(hour, 8 * day, {}, 3 * hour) }, hour],
    ['within the tolerance of a tenth', 'kept', { points: series(65 * 60_000, 8 * day) }, hour],
    ['beyond the tolerance of a tenth', 'gap', { points: series(70 * 60_000, 8 * day) }, hour],
    [
      'Data Lifecycle Manager may start an hour late',
      'kept',
      { points: series(115 * 60_000, 8 * day, { by: 'lifecycle-manager', retentionDays: null }) },
      hour,
    ],
    [
      'two points only: too short a history',
      'short',
      { points: series(hour, hour * 2, { retentionDays: null }) },
      hour,
    ],
    [
      'made four hours ago, backed up since',
      'kept',
      { points: series(hour, 4 * hour) },
      hour,
      { createdAt: ago(4 * hour + hour / 2) },
    ],
    [
      'retention should still hold what is not there',
      'gap',
      { points: series(hour, 2 * day, { retentionDays: 35 }) },
      hour,
    ],
    [
      'without known retention, history begins with the first point',
      'kept',
      { points: series(hour, 2 * day, { by: 'ebs', retentionDays: null }) },
      hour,
    ],
    [
      'hourly now, daily before: may be thinned out',
      'pruned',
      {
        points: [
          ...series(hour, day, { by: 'ebs', retentionDays: null }),
          ...series(day, 6 * day, { by: 'ebs', retentionDays: null }, 2 * day),
        ],
      },
      hour,
    ],
    [
      'hourly now, daily before, by a plan that keeps 35 days: a gap',
      'gap',
      { points: [...series(hour, day), ...series(day, 40 * day, {}, 2 * day)] },
      hour,
    ],
    [
      'a hole in a plan, beside snapshots made now and then',
      'gap',
      {
        points: [
          ...series(hour, 8 * day).filter(({ at }) => at < ago(4 * day) || at > ago(3 * day)),
          restorePoint({ at: ago(20 * day), by: 'ebs', retentionDays: null }),
        ],
      },
      hour,
    ],
    ['a window of seven days up to five minutes ago', 'kept', { windows: [restoreWindow()] }, hour],
    ['a window that ended 26 hours ago', 'gap', { windows: [restoreWindow({ to: ago(26 * hour) })] }, hour],
    [
      'a window over half of what retention promises',
      'gap',
      { windows: [restoreWindow({ from: ago(3 * day) })] },
      hour,
    ],
    [
      'a window one day short: retention counts in days',
      'kept',
      { windows: [restoreWindow({ from: ago(6.2 * day) })] },
      hour,
    ],
    [
      'only the end of a window is known',
      'short',
      { windows: [restoreWindow({ from: null, retentionDays: null })] },
      hour,
    ],
    [
      'a window and a daily snapshot with a hole between',
      'gap',
      { windows: [restoreWindow({ from: ago(day) })], points: [restorePoint({ at: ago(8 * day), retentionDays: 35 })] },
      hour,
    ],
  ])('%s: %s', (_, verdict, found, every, item) => {
    expect(judge(found, every, item).verdict).toBe(verdict);
  });

  test('a stopped database is judged up to its last recovery point', () => {
    const stopped = { ...volumeBackedUp(volume()), stopped: true };
    const found = {
      points: [],
      windows: [restoreWindow({ from: ago(10 * day), to: ago(4 * day) })],
      missing: null,
      regionsRead: [],
    };
    expect(frequencyOf(stopped, found, hour, now).verdict).toBe('kept');
  });

  test('a history of less than ten periods is marked', () => {
    expect(judge({ points: series(day, 5 * day, { retentionDays: null }) }, day)).toMatchObject({
      verdict: 'kept',
      brief: true,
    });
    expect(judge({ points: series(hour, 8 * day) }, hour)).toMatchObject({ verdict: 'kept', brief: false });
  });

  test('the worst gap is told with its ends', () => {
    const points = series(hour, 8 * day).filter(({ at }) => at < ago(40 * hour) || at > ago(14 * hour));
    const found = judge({ points }, hour);
    expect(longestGap(found)).toBe(27 * hour);
    expect(found).toMatchObject({ longest: { from: ago(40.5 * hour), to: ago(13.5 * hour) } });
  });
});

describe('laws', () => {
  const rank = { kept: 0, short: 1, pruned: 1, young: 1, gap: 2, none: 2 } as const;

  test('a missing point never turns a gap into kept', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 8 * 24 }), { maxLength: 60 }), fc.nat(), (hours, pick) => {
        const points = hours.map((back) => restorePoint({ at: ago(back * hour) }));
        const fewer = points.filter((_, index) => index !== pick % Math.max(1, points.length));
        if (rank[judge({ points }, 6 * hour).verdict] === 2)
          expect(rank[judge({ points: fewer }, 6 * hour).verdict]).toBe(2);
      }),
    );
  });

  test('a longer claimed period is never harder to keep', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 * 24 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 24 }),
        (hours, every) => {
          const points = hours.map((back) => restorePoint({ at: ago(back * hour), retentionDays: null }));
          const strict = judge({ points }, every * hour).verdict;
          const lax = judge({ points }, every * hour * 1.5).verdict;
          if (strict === 'kept') expect(['kept', 'short']).toContain(lax);
        },
      ),
    );
  });
});
