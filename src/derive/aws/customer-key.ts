import type { AwsPlace, KmsKey } from '../../domain/aws.ts';
import type { Say } from '../../domain/check.ts';
import type { Said, Subject } from '../../domain/finding.ts';
import { notTold } from '../../domain/gap.ts';
import { custodyOf } from './custody.ts';

/** What checks on key custody can say. */
export const customerKeyReasons = {
  customer: { status: 'pass', text: '{name} is encrypted with a key that the customer controls' },
  'not-customer': {
    status: 'fail',
    text: '{name} is encrypted with a key that AWS {holds}',
    fix: 'Encrypt it with a customer-managed KMS key (for most stores: restore a copy under that key).',
  },
  'not-encrypted': {
    status: 'fail',
    text: '{name} is not encrypted, so no customer key protects it',
    fix: 'Encrypt it with a customer-managed KMS key.',
  },
  unusable: {
    status: 'fail',
    text: "{name} is encrypted with a customer's key that is {state}: its data is about to be lost",
    fix: 'Enable the key again (aws kms cancel-key-deletion, aws kms enable-key).',
  },
} as const;

export const holds = { 'aws-owned': 'owns', 'aws-managed': 'manages for the account' } as const;

interface Encrypted extends AwsPlace {
  readonly kmsKeyId: string | null;
  readonly encrypted: boolean | null;
  /** Encrypted by a key that AWS owns, which has no id. Elsewhere an id must be named. */
  readonly awsOwnedKey?: boolean;
}

/** One finding on who controls the key of a store. */
export const sayCustody = (
  subject: Subject,
  name: string,
  item: Encrypted,
  keys: readonly KmsKey[],
  say: Say<typeof customerKeyReasons>,
): Said => {
  if (item.encrypted === null) return say.unread(subject, notTold('whether it is encrypted'));
  if (!item.encrypted) return say.is(subject, 'not-encrypted', { name });
  if (item.kmsKeyId === null && !item.awsOwnedKey) {
    return say.unread(subject, {
      kind: 'malformed',
      detail: `${name} is encrypted, but the answer does not name the key`,
    });
  }
  const custody = custodyOf(item.kmsKeyId, item, keys);
  if (!custody.ok) return say.unread(subject, custody.gap);
  const { by, state } = custody.value;
  if (by !== 'customer') return say.is(subject, 'not-customer', { name, holds: holds[by] });
  return state === 'Enabled' ? say.is(subject, 'customer', { name }) : say.is(subject, 'unusable', { name, state });
};
