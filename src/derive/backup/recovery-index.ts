import type { DatabaseRef, Origin, Recovery, RestorePoint, RestoreWindow } from '../../domain/aws.ts';
import type { Gap } from '../../domain/gap.ts';
import { describeGap } from '../../domain/gap.ts';
import { groupByEach } from '../../domain/group-by.ts';
import type { BackedUp } from './backed-up.ts';

/** All that can be restored of one resource, in whatever region it is kept. */
export interface Restorable {
  readonly points: readonly RestorePoint[];
  readonly windows: readonly RestoreWindow[];
  /** The first listing of the resource's account that could not be read: where something is absent, it may be there. */
  readonly missing: Gap | null;
  /** Regions of the account whose backups were looked for. */
  readonly regionsRead: readonly string[];
}

/** Finds what can be restored of a resource among the recovery facts of all accounts and regions. */
export const indexRecovery = (recoveries: readonly Recovery[]): ((item: BackedUp) => Restorable) => {
  const points = group(resolveCopies(recoveries.flatMap((recovery) => recovery.points)));
  const windows = group(recoveries.flatMap((recovery) => recovery.windows));
  return (item) => {
    const own = recoveries.filter(({ account }) => account === item.account);
    return {
      points: lookUp(points, item).filter(({ of, at }) => isOf(of, item) && isWithinLife(of, at, item)),
      windows: [
        ...item.windows,
        ...lookUp(windows, item).filter(({ of, to }) => isOf(of, item) && isWithinLife(of, to, item)),
      ],
      missing: firstOf(own.flatMap(({ missing }) => missing)),
      regionsRead: [...new Set(own.map(({ region }) => region))].sort(),
    };
  };
};

/** The same one in whatever order regions were read. */
const firstOf = (gaps: readonly Gap[]): Gap | null =>
  [...gaps].sort((a, b) => (describeGap(a) < describeGap(b) ? -1 : 1))[0] ?? null;

/** A copy's data is as old as that of its original; copies of what was not seen belong to nothing we know. */
const resolveCopies = (points: readonly RestorePoint[]): readonly RestorePoint[] => {
  const byId = new Map(points.map((point) => [point.id, point]));
  const originalOf = (point: RestorePoint): RestorePoint | null => {
    let current = point;
    // A copy of a copy of a copy is as far as anybody goes; the bound keeps a circle from holding us.
    for (let step = 0; step < 8 && current.of.type === 'snapshot'; step += 1) {
      const source = byId.get(current.of.id);
      if (!source) return null;
      current = source;
    }
    return current.of.type === 'snapshot' ? null : current;
  };
  return points.flatMap((point) => {
    const original = originalOf(point);
    return original === null ? [] : [{ ...point, of: original.of, at: original.at }];
  });
};

const withoutPartition = (arn: string): string => arn.replace(/^arn:[^:]+:/, '');

/** Keys under which a fact may be looked up; what is found is then compared in full. */
const keysOf = (origin: Origin): readonly string[] => {
  switch (origin.type) {
    case 'database':
      return databaseKeys(origin);
    case 'arn':
      return [withoutPartition(origin.arn)];
    default:
      return [origin.id];
  }
};

const databaseKeys = ({ kind, account, region, name, resourceId }: DatabaseRef): readonly string[] => [
  `${kind} ${account} ${region} ${name}`,
  ...(resourceId === null ? [] : [`${kind} ${account} ${region} ${resourceId}`]),
];

const group = <T extends { readonly of: Origin }>(facts: readonly T[]): ReadonlyMap<string, readonly T[]> =>
  groupByEach(facts, ({ of }) => keysOf(of));

const lookUp = <T>(groups: ReadonlyMap<string, readonly T[]>, item: BackedUp): readonly T[] => {
  const keys = item.database ? databaseKeys(item.database) : [withoutPartition(item.id), ...item.heldBy];
  return [...new Set(keys.flatMap((key) => groups.get(key) ?? []))];
};

/** A database is known by its resource id, which outlives a new name; by its name only where an id is missing. */
const isOf = (origin: Origin, item: BackedUp): boolean => {
  if (origin.type !== 'database' || item.database === null) return true;
  const { resourceId } = item.database;
  return resourceId === null || origin.resourceId === null || origin.resourceId === resourceId;
};

/** What is told by a name alone and older than the resource was of its predecessor of that name. */
const isWithinLife = (origin: Origin, at: number, item: BackedUp): boolean => {
  const byName = origin.type === 'arn' || (origin.type === 'database' && origin.resourceId === null);
  return !byName || item.createdAt === null || at >= item.createdAt;
};
