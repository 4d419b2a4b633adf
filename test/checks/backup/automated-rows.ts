import type { ArtifactKey } from '../../../src/domain/artifacts.ts';
import type { Row } from '../../check-tester.ts';
import { denied } from '../../check-tester.ts';
import { ago, day, hour, recovery, restorePoint } from '../aws-items.ts';
import type { BackedUpStore, SelfKeptStore } from './stores.ts';
import { vaultsDenied, west } from './stores.ts';

/** Whether AWS Backup makes recovery points by itself is judged alike for every store. */
export const automatedRows = <N extends ArtifactKey>({
  store,
  of,
  given,
  unlisted,
}: BackedUpStore<N>): readonly Row<'backup.automated', N>[] => {
  const row = { kind: 'backup.automated', with: { stores: [store] } } as const;
  return [
    {
      ...row,
      name: 'points of a plan',
      given: given([recovery({ points: [restorePoint({ of })] })]),
      expect: 'pass',
      reasons: ['automated'],
      says: ['backed up by AWS Backup'],
    },
    {
      ...row,
      name: 'the plan stopped long ago',
      given: given([recovery({ points: [restorePoint({ of, at: ago(40 * day) })] })]),
      expect: 'fail',
      reasons: ['stopped'],
    },
    {
      ...row,
      name: 'points made by hand only',
      given: given([recovery({ points: [restorePoint({ of, automated: false })] })]),
      expect: 'fail',
      reasons: ['by-hand'],
    },
    { ...row, name: 'nothing', given: given([recovery()]), expect: 'fail', reasons: ['none'] },
    {
      ...row,
      name: 'nothing, but the vaults could not be listed',
      given: given([vaultsDenied()]),
      expect: 'unknown',
      reasons: ['gap.denied'],
    },
    {
      ...row,
      name: 'an old point, but the vaults of another region could not be listed',
      given: given([recovery({ points: [restorePoint({ of, at: ago(40 * day) })] }), vaultsDenied(west())]),
      expect: 'unknown',
    },
    {
      ...row,
      name: 'a continuous backup goes on from its one point',
      given: given([recovery({ points: [restorePoint({ of, by: 'aws-backup-continuous', at: ago(40 * day) })] })]),
      expect: 'pass',
      reasons: ['automated'],
    },
    { ...row, name: 'the stores could not be listed', given: unlisted, expect: 'unknown' },
    { ...row, name: 'no such store', given: {}, expect: 'notApplicable' },
  ];
};

/** Of what was just made no backup is due yet: for stores that tell when their items were made. */
export const justMadeAutomated = <N extends ArtifactKey>({
  store,
  given,
}: BackedUpStore<N>): Row<'backup.automated', N> => ({
  name: 'made ten minutes ago',
  kind: 'backup.automated',
  with: { stores: [store] },
  given: given([recovery()], ago(hour / 6)),
  expect: 'unknown',
  reasons: ['gap.inconclusive'],
});

/** Backups that the store itself keeps count like those of AWS Backup. */
export const ownAutomatedRows = <N extends ArtifactKey>({
  store,
  of,
  by,
  givenOwn,
}: SelfKeptStore<N>): readonly Row<'backup.automated', N>[] => {
  const row = { kind: 'backup.automated', with: { stores: [store] } } as const;
  return [
    {
      ...row,
      name: 'points that the store itself makes',
      given: givenOwn(recovery({ points: [restorePoint({ of, by })] })),
      expect: 'pass',
      reasons: ['automated'],
    },
    {
      ...row,
      name: 'nothing, but the backups of the store itself could not be listed',
      given: givenOwn(recovery({ missing: [denied('own:List')] })),
      expect: 'unknown',
      reasons: ['gap.denied'],
      says: ['own:List'],
    },
  ];
};
