import type { AwsPlace, KeyCustody, KmsKey } from '../../domain/aws.ts';
import type { Read } from '../../domain/gap.ts';
import { known, unread } from '../../domain/gap.ts';

/** Who controls the key of a store, and whether the key can be used. */
export interface Custody {
  readonly by: KeyCustody;
  /** AWS's KeyState; `Enabled` for keys that AWS owns. */
  readonly state: string;
}

const managedAlias = /^(?:arn:[^:]+:kms:[^:]*:\d*:)?alias\/aws\//;

/**
 * Custody of a key as a store names it: no id means a key that AWS owns; an ARN, a bare id, or an alias of AWS's own
 * otherwise. Unread when the key is not among those that could be described (another account's, another region's).
 */
export const custodyOf = (kmsKeyId: string | null, at: AwsPlace, keys: readonly KmsKey[]): Read<Custody> => {
  if (kmsKeyId === null || kmsKeyId === '') return known({ by: 'aws-owned', state: 'Enabled' });
  if (managedAlias.test(kmsKeyId)) return known({ by: 'aws-managed', state: 'Enabled' });
  const isIt = (key: KmsKey): boolean =>
    key.id === kmsKeyId || (key.keyId === kmsKeyId && key.account === at.account && key.region === at.region);
  const key = keys.find(isIt);
  if (key) return known({ by: key.custody, state: key.state });
  return unread({ kind: 'inconclusive', detail: `key ${kmsKeyId} is not among the keys that could be described` });
};
