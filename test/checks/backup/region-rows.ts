import type { ArtifactKey } from '../../../src/domain/artifacts.ts';
import type { Row } from '../../check-tester.ts';
import { denied } from '../../check-tester.ts';
import { ago, day, recovery, restorePoint } from '../aws-items.ts';
import type { BackedUpStore, SelfKeptStore } from './stores.ts';
import { vaultsDenied, west } from './stores.ts';

/** In how many regions AWS Backup keeps recovery points is judged alike for every store. */
export const regionRows = <N extends ArtifactKey>({
  store,
  of,
  given,
  unlisted,
}: BackedUpStore<N>): readonly Row<'backup.multi-region', N>[] => {
  const inTwo = { kind: 'backup.multi-region', with: { regions: 2, stores: [store] } } as const;
  const inThree = { kind: 'backup.multi-region', with: { regions: 3, stores: [store] } } as const;
  const here = recovery({ points: [restorePoint({ of })] });
  const copy = restorePoint({ of, region: 'us-west-2' });
  return [
    {
      ...inTwo,
      name: 'here and there',
      given: given([here, west({ points: [copy] })]),
      expect: 'pass',
      reasons: ['spread'],
      says: ['us-east-1, us-west-2'],
    },
    {
      ...inTwo,
      name: 'here only',
      given: given([here, west()]),
      expect: 'fail',
      reasons: ['too-few'],
      says: ['1 region(s) only: us-east-1'],
    },
    {
      ...inTwo,
      name: 'the copy has not been renewed for long',
      given: given([here, west({ points: [restorePoint({ of, region: 'us-west-2', at: ago(40 * day) })] })]),
      expect: 'fail',
      reasons: ['too-few'],
    },
    { ...inTwo, name: 'nowhere', given: given([recovery(), west()]), expect: 'fail', reasons: ['none'] },
    {
      ...inTwo,
      name: 'here only, and there could not be read',
      given: given([here, vaultsDenied(west())]),
      expect: 'unknown',
      reasons: ['gap.denied'],
    },
    {
      ...inTwo,
      name: 'only one region was read',
      given: given([here]),
      expect: 'unknown',
      reasons: ['gap.inconclusive'],
      says: ['fewer regions than claimed: us-east-1'],
    },
    {
      ...inThree,
      name: 'three claimed, two found',
      given: given([here, west({ points: [copy] }), recovery({ id: 'c', region: 'eu-west-1' })]),
      expect: 'fail',
      reasons: ['too-few'],
    },
    { ...inTwo, name: 'the stores could not be listed', given: unlisted, expect: 'unknown' },
    { ...inTwo, name: 'no such store', given: {}, expect: 'notApplicable' },
  ];
};

/** Copies that the store itself keeps in other regions count like those of AWS Backup. */
export const ownRegionRows = <N extends ArtifactKey>({
  store,
  of,
  by,
  givenOwn,
}: SelfKeptStore<N>): readonly Row<'backup.multi-region', N>[] => {
  const row = { kind: 'backup.multi-region', with: { regions: 2, stores: [store] } } as const;
  return [
    {
      ...row,
      name: 'copies of the store itself, here and there',
      given: givenOwn(
        recovery({ points: [restorePoint({ of, by })] }),
        west({ points: [restorePoint({ of, by, region: 'us-west-2' })] }),
      ),
      expect: 'pass',
      reasons: ['spread'],
    },
    {
      ...row,
      name: 'here only, and the copies of the store itself could not be listed there',
      given: givenOwn(recovery({ points: [restorePoint({ of, by })] }), west({ missing: [denied('own:List')] })),
      expect: 'unknown',
      reasons: ['gap.denied'],
      says: ['own:List'],
    },
  ];
};
