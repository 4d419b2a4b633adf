import type { ArtifactKey } from '../../../src/domain/artifacts.ts';
import type { Row } from '../../check-tester.ts';
import { denied } from '../../check-tester.ts';
import { ago, day, hour, recovery, restorePoint, series } from '../aws-items.ts';
import type { BackedUpStore, SelfKeptStore } from './stores.ts';
import { vaultsDenied, west } from './stores.ts';

/** How often AWS Backup makes recovery points is judged alike for every store. */
export const frequencyRows = <N extends ArtifactKey>({
  store,
  of,
  given,
  unlisted,
}: BackedUpStore<N>): readonly Row<'backup.frequency', N>[] => {
  const hourly = { kind: 'backup.frequency', with: { everySeconds: 3600, stores: [store] } } as const;
  const daily = { kind: 'backup.frequency', with: { everySeconds: 86_400, stores: [store] } } as const;
  return [
    {
      ...hourly,
      name: 'hourly recovery points of AWS Backup',
      given: given([recovery({ points: series(hour, 8 * day, { of }) })]),
      expect: 'pass',
      reasons: ['kept'],
      says: ['1h at most between recovery points'],
    },
    {
      ...hourly,
      name: 'six-hourly ones against a claim of one hour',
      given: given([recovery({ points: series(6 * hour, 8 * day, { of }) })]),
      expect: 'fail',
      reasons: ['gap'],
      says: ['6h without a recovery point'],
    },
    {
      ...hourly,
      name: 'the last one is from the day before yesterday',
      given: given([recovery({ points: series(hour, 8 * day, { of }, 40 * hour) })]),
      expect: 'fail',
      reasons: ['gap'],
      says: ['40h without'],
    },
    {
      ...daily,
      name: 'a short but seamless history',
      given: given([recovery({ points: series(day, 5 * day, { of, retentionDays: null }) })]),
      expect: 'pass',
      reasons: ['kept-briefly'],
    },
    { ...hourly, name: 'nothing', given: given([recovery()]), expect: 'fail', reasons: ['none'] },
    {
      ...hourly,
      name: 'nothing, but the vaults could not be listed',
      given: given([vaultsDenied()]),
      expect: 'unknown',
      reasons: ['gap.denied'],
      says: ['backup:ListBackupVaults'],
    },
    {
      ...hourly,
      name: 'a gap, but the vaults of another region could not be listed',
      given: given([recovery({ points: series(6 * hour, 8 * day, { of }) }), vaultsDenied(west())]),
      expect: 'unknown',
      reasons: ['gap.denied'],
    },
    {
      ...hourly,
      name: 'kept, though the vaults of another region could not be listed',
      given: given([recovery({ points: series(hour, 8 * day, { of }) }), vaultsDenied(west())]),
      expect: 'pass',
      reasons: ['kept'],
    },
    {
      ...hourly,
      name: 'too few points to tell',
      given: given([recovery({ points: series(hour, 2 * hour, { of, retentionDays: null }) })]),
      expect: 'unknown',
      reasons: ['gap.inconclusive'],
      says: ['too short'],
    },
    {
      ...hourly,
      name: 'a continuous backup whose end nobody tells',
      given: given([recovery({ points: [restorePoint({ of, by: 'aws-backup-continuous', at: ago(20 * day) })] })]),
      expect: 'unknown',
      reasons: ['gap.inconclusive'],
    },
    { ...hourly, name: 'the stores could not be listed', given: unlisted, expect: 'unknown' },
    { ...hourly, name: 'no such store', given: {}, expect: 'notApplicable' },
  ];
};

/** Of what was just made no backup is due yet: for stores that tell when their items were made. */
export const justMadeFrequency = <N extends ArtifactKey>({
  store,
  given,
}: BackedUpStore<N>): Row<'backup.frequency', N> => ({
  name: 'made ten minutes ago',
  kind: 'backup.frequency',
  with: { everySeconds: 3600, stores: [store] },
  given: given([recovery()], ago(hour / 6)),
  expect: 'unknown',
  reasons: ['gap.inconclusive'],
  says: ['nothing was due yet'],
});

/** Backups that the store itself keeps count like those of AWS Backup. */
export const ownFrequencyRows = <N extends ArtifactKey>({
  store,
  of,
  by,
  givenOwn,
}: SelfKeptStore<N>): readonly Row<'backup.frequency', N>[] => {
  const hourly = { kind: 'backup.frequency', with: { everySeconds: 3600, stores: [store] } } as const;
  return [
    {
      ...hourly,
      name: 'hourly recovery points of the store itself',
      given: givenOwn(recovery({ points: series(hour, 8 * day, { of, by }) })),
      expect: 'pass',
      reasons: ['kept'],
    },
    {
      ...hourly,
      name: 'nothing, but the backups of the store itself could not be listed',
      given: givenOwn(recovery({ missing: [denied('own:List')] })),
      expect: 'unknown',
      reasons: ['gap.denied'],
      says: ['own:List'],
    },
  ];
};
