import { describe, expect, test } from 'vitest';
import { databasesBackedUp, tableBackedUp, volumeBackedUp } from '../../../src/derive/backup/backed-up.ts';
import { indexRecovery } from '../../../src/derive/backup/recovery-index.ts';
import { denied } from '../../check-tester.ts';
import {
  ago,
  cluster,
  day,
  hour,
  instance,
  place,
  recovery,
  restorePoint,
  restoreWindow,
  table,
  volume,
} from '../../checks/aws-items.ts';

const database = { type: 'database', kind: 'instance', ...place, name: 'orders', resourceId: 'db-orders' } as const;
const points = (...found: readonly ReturnType<typeof restorePoint>[]) => indexRecovery([recovery({ points: found })]);
const orders = () => databasesBackedUp([instance()], [], ['rds'])[0] ?? expect.unreachable();

describe('what belongs to a database', () => {
  test.each([
    ['name and resource id', database, true],
    ['resource id under an old name', { ...database, name: 'orders-old' }, true],
    ['the name of a predecessor with another resource id', { ...database, resourceId: 'db-gone' }, false],
    ['the name alone (AWS Backup)', { ...database, resourceId: null }, true],
    ['the same name in another region', { ...database, region: 'eu-west-1', resourceId: null }, false],
    ['a cluster of that name', { ...database, kind: 'cluster', resourceId: null }, false],
  ] as const)('%s', (_, of, expected) => {
    expect(points(restorePoint({ of }))(orders()).points).toHaveLength(expected ? 1 : 0);
  });

  test('what only the name tells and is older than the database was of its predecessor', () => {
    const of = { ...database, resourceId: null };
    expect(points(restorePoint({ of, at: ago(90 * day) }))(orders()).points).toEqual([]);
  });

  test('a resource id that two databases share tells nothing', () => {
    const both = databasesBackedUp(
      [instance({ resourceId: 'db-x' }), instance({ name: 'reports', resourceId: 'db-x' })],
      [],
      ['rds'],
    );
    const find = points(restorePoint({ of: { ...database, resourceId: 'db-x' } }));
    expect(both.map((item) => find(item).points.length)).toEqual([1, 0]);
  });

  test('a replicated window of another region belongs to it, and says where it lies', () => {
    const find = indexRecovery([recovery({ region: 'us-west-2', windows: [restoreWindow({ region: 'us-west-2' })] })]);
    expect(
      find(orders())
        .windows.map(({ region }) => region)
        .sort(),
    ).toEqual(['us-east-1', 'us-west-2']);
  });
});

describe('which databases there are', () => {
  const names = (...given: Parameters<typeof databasesBackedUp>) => databasesBackedUp(...given).map(({ name }) => name);

  test('members with their cluster, replicas with their source, each store by itself', () => {
    const instances = [
      instance(),
      instance({ name: 'ledger-1', cluster: 'ledger' }),
      instance({ name: 'replica', replicaOf: 'orders' }),
    ];
    expect(names(instances, [cluster()], ['rds'])).toEqual(['database orders', 'cluster ledger']);
    expect(names(instances, [cluster({ engine: 'docdb' })], ['documentdb'])).toEqual(['cluster ledger']);
  });

  test('a replica whose source was not read stands for itself', () => {
    const source = 'arn:aws:rds:eu-west-1:111111111111:db:orders';
    expect(names([instance({ name: 'replica', replicaOf: source })], [], ['rds'])).toEqual(['database replica']);
  });
});

describe('volumes and others', () => {
  const found = (of: Parameters<typeof restorePoint>[0]) => points(restorePoint(of))(volumeBackedUp(volume())).points;

  test('a backup of the instance holds its volumes', () => {
    expect(found({ of: { type: 'instance', id: 'i-1' } })).toHaveLength(1);
    expect(found({ of: { type: 'instance', id: 'i-2' } })).toEqual([]);
  });

  test("a copied snapshot is as old as its original, and lies in the copy's region", () => {
    const original = restorePoint({ id: 'snap-1', at: ago(5 * hour) });
    const copy = restorePoint({
      id: 'snap-2',
      at: ago(hour),
      region: 'us-west-2',
      of: { type: 'snapshot', id: 'snap-1' },
    });
    const copyOfCopy = restorePoint({
      id: 'snap-3',
      at: ago(1),
      region: 'eu-west-1',
      of: { type: 'snapshot', id: 'snap-2' },
    });
    const orphan = restorePoint({ id: 'snap-4', of: { type: 'snapshot', id: 'snap-gone' } });
    const circle = restorePoint({ id: 'snap-5', of: { type: 'snapshot', id: 'snap-5' } });
    const seen = points(original, copy, copyOfCopy, orphan, circle)(volumeBackedUp(volume())).points;
    expect(seen.map(({ region, at }) => [region, at])).toEqual([
      ['us-east-1', ago(5 * hour)],
      ['us-west-2', ago(5 * hour)],
      ['eu-west-1', ago(5 * hour)],
    ]);
  });

  test('an ARN matches whatever its partition', () => {
    const of = { type: 'arn', arn: 'arn:aws-cn:dynamodb:us-east-1:111111111111:table/sessions' } as const;
    expect(points(restorePoint({ of }))(tableBackedUp(table())).points).toHaveLength(1);
  });

  test('a listing that failed anywhere in the account is told; one of another account is not', () => {
    const find = indexRecovery([
      recovery(),
      recovery({ region: 'eu-west-1', missing: [denied('backup:ListBackupVaults')] }),
    ]);
    expect(find(volumeBackedUp(volume())).missing).toMatchObject({ kind: 'denied' });
    const other = indexRecovery([recovery(), recovery({ account: '222222222222', missing: [denied('x:y')] })]);
    expect(other(volumeBackedUp(volume())).missing).toBeNull();
  });
});

test('which of several gaps is told does not depend on the order of regions', () => {
  const parts = ['a:X', 'b:Y', 'c:Z'].map((action, index) =>
    recovery({ region: `r${index}`, missing: [denied(action)] }),
  );
  const told = [parts, [...parts].reverse()].map((order) => indexRecovery(order)(volumeBackedUp(volume())).missing);
  expect(told[0]).toEqual(told[1]);
});
