import type { ArtifactKey } from '../../../src/domain/artifacts.ts';
import type { KmsKey } from '../../../src/domain/aws.ts';
import type { Store } from '../../../src/domain/kinds.ts';
import type { Slice } from '../../../src/domain/slice.ts';
import type { Given, Row } from '../../check-tester.ts';
import { failedSlice, slice } from '../../check-tester.ts';
import { kmsKey } from '../aws-items.ts';

/** A store as the rows that hold for every store see it. */
export interface KeyedStore<N extends ArtifactKey> {
  readonly store: Store;
  /** These keys of the account, and an item for each change: encrypted under the key it names, else under the account's own. */
  readonly given: (keys: Slice<KmsKey>, ...items: readonly { readonly kmsKeyId?: string }[]) => Given<N>;
}

/** The one key of the account: a customer's, enabled. */
export const ownKey = slice(kmsKey());

/** Whose key encrypts an item is judged alike for every store. */
export const customerKeyRows = <N extends ArtifactKey>({
  store,
  given,
}: KeyedStore<N>): readonly Row<'rest.encryption', N>[] => {
  const row = { kind: 'rest.encryption', with: { stores: [store], algorithm: 'aes-256', key: 'customer' } } as const;
  return [
    { ...row, name: "a customer's key", given: given(ownKey, {}), expect: 'pass', reasons: ['customer'] },
    {
      ...row,
      name: 'a key that AWS manages, by alias',
      given: given(ownKey, { kmsKeyId: 'alias/aws/x' }),
      expect: 'fail',
      reasons: ['not-customer'],
    },
    {
      ...row,
      name: 'a key that AWS manages, by DescribeKey',
      given: given(slice(kmsKey({ custody: 'aws-managed' })), {}),
      expect: 'fail',
      reasons: ['not-customer'],
    },
    {
      ...row,
      name: 'a key about to be deleted',
      given: given(slice(kmsKey({ state: 'PendingDeletion' })), {}),
      expect: 'fail',
      reasons: ['unusable'],
      says: ['PendingDeletion'],
    },
    {
      ...row,
      name: 'a key of another account',
      given: given(ownKey, { kmsKeyId: 'arn:aws:kms:us-east-1:999999999999:key/theirs' }),
      expect: 'unknown',
      reasons: ['gap.inconclusive'],
      says: ['key/theirs'],
    },
    { ...row, name: 'keys could not be listed', given: given(failedSlice(), {}), expect: 'unknown' },
    { ...row, name: 'nothing there', given: given(ownKey), expect: 'notApplicable' },
  ];
};

/** A store whose items may be plain, and where an encrypted one has a key to name. */
export interface FlaggedStore<N extends ArtifactKey> {
  readonly store: Store;
  readonly given: (keys: Slice<KmsKey>, item: { readonly encrypted?: boolean; readonly kmsKeyId: null }) => Given<N>;
}

/** An item without a key is plain only where the store says so. */
export const keylessRows = <N extends ArtifactKey>({
  store,
  given,
}: FlaggedStore<N>): readonly Row<'rest.encryption', N>[] => {
  const row = { kind: 'rest.encryption', with: { stores: [store], algorithm: 'aes-256', key: 'customer' } } as const;
  return [
    {
      ...row,
      name: 'not encrypted at all',
      given: given(ownKey, { encrypted: false, kmsKeyId: null }),
      expect: 'fail',
      reasons: ['not-encrypted'],
    },
    {
      ...row,
      name: 'encrypted, but the answer names no key',
      given: given(ownKey, { kmsKeyId: null }),
      expect: 'unknown',
      reasons: ['gap.malformed'],
    },
  ];
};
