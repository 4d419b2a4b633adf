import type { AwsPlace, KmsKey } from '../../../domain/aws.ts';
import type { KmsKeyMetadata } from '../../../parse/aws/storage.ts';
import { defineAwsCollector } from '../collector.ts';

/** The account's own keys and who controls them. Only DescribeKey tells an AWS-managed key from a customer's. */
export default defineAwsCollector({
  key: 'aws.kms.keys',
  per: 'region',
  operations: ['kms:ListKeys', 'kms:DescribeKey'],
  collect: async (aws) => {
    const listed = await aws.list('kms:ListKeys', (page) => page.Keys);
    const described = await Promise.all(listed.items.map(({ KeyId }) => aws.read('kms:DescribeKey', { KeyId })));
    return {
      items: described.flatMap((answer) => (answer.ok ? [toKey(answer.value.KeyMetadata, aws)] : [])),
      // A key that cannot be described decides nothing by itself; what is encrypted with it stays unknown.
      gaps: listed.gaps,
    };
  },
});

const toKey = (key: KmsKeyMetadata, { account, region }: AwsPlace): KmsKey => ({
  id: key.Arn,
  account,
  region,
  tags: null,
  keyId: key.KeyId,
  custody: key.KeyManager === 'AWS' ? 'aws-managed' : 'customer',
  state: key.KeyState,
});
