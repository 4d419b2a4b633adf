import type { ArtifactKey } from '../../../src/domain/artifacts.ts';
import type { Store } from '../../../src/domain/kinds.ts';
import type { Slice } from '../../../src/domain/slice.ts';
import type { Given, Row } from '../../check-tester.ts';
import { failedSlice, slice } from '../../check-tester.ts';

/** One artifact whose items tell by a flag whether they are encrypted. */
export interface FlaggedItems<N extends ArtifactKey, T> {
  readonly store: Store;
  readonly item: (change: { readonly encrypted: null }) => T;
  readonly given: (listed: Slice<T>) => Given<N>;
}

/** Where nothing tells whether data is encrypted, nothing is said of it: alike for every store. */
export const undecidedRows = <N extends ArtifactKey, T>({
  store,
  item,
  given,
}: FlaggedItems<N, T>): readonly Row<'rest.encryption', N>[] => {
  const row = { kind: 'rest.encryption', with: { stores: [store], algorithm: 'aes-256', key: 'any' } } as const;
  return [
    { ...row, name: 'the listing failed', given: given(failedSlice()), expect: 'unknown' },
    { ...row, name: 'nothing there', given: {}, expect: 'notApplicable' },
    {
      ...row,
      name: 'the answer does not tell',
      given: given(slice(item({ encrypted: null }))),
      expect: 'unknown',
      says: ['does not tell whether it is encrypted'],
    },
  ];
};
