import type { ArtifactKey } from '../../../src/domain/artifacts.ts';
import type { Recovery, RestorePoint, RestoreWindow } from '../../../src/domain/aws.ts';
import type { Store } from '../../../src/domain/kinds.ts';
import type { Given, Row } from '../../check-tester.ts';
import { denied } from '../../check-tester.ts';
import { recovery, restorePoint, restoreWindow } from '../aws-items.ts';
import { west } from './stores.ts';

type Change = Partial<Pick<RestorePoint & RestoreWindow, 'id' | 'store' | 'encrypted'>>;
type Kept = (...changes: readonly Change[]) => Pick<Recovery, 'points'> | Pick<Recovery, 'windows'>;

/** Backups as recovery points, each with what is changed of it. */
export const points: Kept = (...changes) => ({ points: changes.map((change) => restorePoint(change)) });

/** Backups as windows of point-in-time recovery, each with what is changed of it. */
export const windows: Kept = (...changes) => ({ windows: changes.map((change) => restoreWindow(change)) });

/** A listing of backups of one store, whatever it is asked by. */
export interface ListedBackups<N extends ArtifactKey> {
  readonly store: Store;
  readonly backups: Kept;
  readonly given: (...regions: readonly Recovery[]) => Given<N>;
}

/** Whether backups are encrypted is judged alike for every listing of them. */
export const encryptedRows = <N extends ArtifactKey>({
  store,
  backups,
  given,
}: ListedBackups<N>): readonly Row<'backup.encrypted', N>[] => {
  const row = { kind: 'backup.encrypted', with: { stores: [store] } } as const;
  return [
    {
      ...row,
      name: 'encrypted',
      given: given(recovery(backups({ store }))),
      expect: 'pass',
      reasons: ['encrypted'],
      says: ['all 1 backups'],
    },
    {
      ...row,
      name: 'one of two is plain',
      given: given(recovery(backups({ store }, { store, id: 'plain-one', encrypted: false }))),
      expect: 'fail',
      reasons: ['plain'],
      says: ['1 of 2 backups', 'plain-one'],
    },
    {
      ...row,
      name: 'the listing does not say',
      given: given(recovery(backups({ store }, { store, id: 'untold', encrypted: null }))),
      expect: 'unknown',
      reasons: ['gap.malformed'],
      says: ['untold'],
    },
    {
      ...row,
      name: 'plain, of a store that is not claimed',
      given: given(recovery(backups({ store: 'neptune', encrypted: false }))),
      expect: 'notApplicable',
    },
    {
      ...row,
      name: 'encrypted, but part of the list could not be read',
      given: given(recovery({ ...backups({ store }), missing: [denied('x:List')] })),
      expect: 'unknown',
      reasons: ['encrypted', 'gap.denied'],
    },
    {
      ...row,
      name: 'the same in two regions is told twice',
      given: given(recovery(backups({ store })), west(backups({ store, encrypted: false }))),
      expect: 'fail',
      reasons: ['encrypted', 'plain'],
      says: ['in us-west-2 are not encrypted'],
    },
    { ...row, name: 'nothing', given: {}, expect: 'notApplicable' },
  ];
};
