import check from '../../../checks/rest/ebs-customer-key.ts';
import type { KmsKey, Volume } from '../../../src/domain/aws.ts';
import type { Slice } from '../../../src/domain/slice.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { volume } from '../aws-items.ts';
import { customerKeyRows, keylessRows } from './customer-key-rows.ts';

const volumes = {
  store: 'ebs',
  given: (keys: Slice<KmsKey>, ...items: readonly Partial<Volume>[]) => ({
    'aws.ebs.volumes': slice(...items.map(volume)),
    'aws.kms.keys': keys,
  }),
} as const;

testCheck('ebs-customer-key', check, [...customerKeyRows(volumes), ...keylessRows(volumes)]);
