import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctBuckets, distinctTrails } from '../../../src/derive/aws/trails.ts';
import { region, trail } from '../../checks/audit/trails.ts';
import { logBucket } from '../../checks/aws-items.ts';

const word = fc.constantFrom('a', 'b', 'c');

test('every trail stays once, and their order of arrival does not matter', () => {
  const shown = fc.array(fc.record({ region: word, account: word, arns: fc.array(word, { maxLength: 3 }) }));
  fc.assert(
    fc.property(shown, (places) => {
      const regions = places.map(({ region: name, account, arns }) => ({
        ...region(name, ...arns.map((arn) => trail({ arn }))),
        account,
      }));
      const found = distinctTrails(regions);
      const arns = [...new Set(places.flatMap((one) => one.arns))].sort();
      expect(found.map(({ arn }) => arn)).toEqual(arns);
      expect(distinctTrails(regions.toReversed())).toEqual(found);
    }),
  );
});

test('so does every bucket, once per account', () => {
  const some = fc.array(fc.record({ id: word, account: word, region: word, trail: word }));
  fc.assert(
    fc.property(some, (changes) => {
      const buckets = changes.map((change) => logBucket(change));
      const found = distinctBuckets(buckets);
      expect(found.length).toBe(new Set(changes.map(({ id, account }) => `${account} ${id}`)).size);
      expect(distinctBuckets(buckets.toReversed())).toEqual(found);
    }),
  );
});
