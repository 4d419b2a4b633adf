import type { LogBucket, RegionTrails, Trail } from '../../domain/aws.ts';

interface OwnedTrail extends Trail {
  readonly account: string;
}

/** The first of each name, after sorting by text: whatever order facts arrive in, the same ones stay. */
const distinct = <T>(items: readonly T[], name: (item: T) => string, order: (item: T) => string): readonly T[] =>
  items
    .toSorted((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))
    .filter((item, index, all) => all.findIndex((other) => name(other) === name(item)) === index);

/** Every trail once, however many regions it shows in; one of the organisation shows in each of its accounts. */
export const distinctTrails = (regions: readonly RegionTrails[]): readonly OwnedTrail[] => {
  const shown = regions.flatMap(({ account, trails }) =>
    trails.ok ? trails.value.map((trail) => ({ ...trail, account })) : [],
  );
  return distinct(
    shown,
    ({ arn }) => arn,
    ({ arn, account }) => `${arn} ${account}`,
  );
};

/** Every bucket once per account that asked for it, however many trails and regions lead to it. */
export const distinctBuckets = (buckets: readonly LogBucket[]): readonly LogBucket[] =>
  distinct(
    buckets,
    ({ account, id }) => `${account} ${id}`,
    ({ account, id, region, trail }) => `${account} ${id} ${region} ${trail}`,
  );
