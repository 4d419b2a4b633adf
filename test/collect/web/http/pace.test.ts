import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pace } from '../../../../src/collect/web/http/pace.ts';

test('a burst goes at once, what is beyond it waits its turn', () => {
  const pace = new Pace({ burst: 2, perSecond: 5 });
  expect([0, 0, 0, 0].map((now) => pace.next(now))).toEqual([0, 0, 200, 400]);
  expect(pace.next(1_000)).toBe(0);
});

test('whatever the moments, no window of a second sees more than a burst and a second’s share', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 }), (gaps) => {
      const pace = new Pace({ burst: 4, perSecond: 5 });
      let now = 0;
      const sent = gaps.map((gap) => {
        now += gap;
        return now + pace.next(now);
      });
      for (const start of sent) {
        const within = sent.filter((time) => time >= start && time < start + 1_000);
        expect(within.length).toBeLessThanOrEqual(4 + 5);
      }
    }),
  );
});
