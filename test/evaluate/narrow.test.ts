import { expect, test } from 'vitest';
import type { TagFilter } from '../../src/domain/claim.ts';
import { itemsOf } from '../../src/evaluate/narrow.ts';
import { bucket, withBuckets } from './bench.ts';

const artifacts = withBuckets([
  bucket('production', { tags: { environment: 'production', team: 'a' } }),
  bucket('staging', { tags: { environment: 'staging' } }),
  bucket('bare', { tags: {} }),
  bucket('unlisted', { tags: null }),
]);

test.each<readonly [name: string, filters: readonly TagFilter[], left: readonly string[]]>([
  ['nothing is asked for', [], ['production', 'staging', 'bare', 'unlisted']],
  ['one value', [{ key: 'environment', values: ['production'] }], ['production', 'unlisted']],
  [
    'any of several values',
    [{ key: 'environment', values: ['production', 'staging'] }],
    ['production', 'staging', 'unlisted'],
  ],
  [
    'all of several tags',
    [
      { key: 'environment', values: ['production'] },
      { key: 'team', values: ['b'] },
    ],
    ['unlisted'],
  ],
  ['case counts', [{ key: 'Environment', values: ['production'] }], ['unlisted']],
  ['a name that every object has', [{ key: 'constructor', values: ['x'] }], ['unlisted']],
])('resources without the claimed tags are left out, those whose tags are not known never: %s', (_, filters, left) => {
  expect(itemsOf(artifacts, filters)['aws.s3.buckets'].map(({ name }) => name)).toEqual(left);
});
