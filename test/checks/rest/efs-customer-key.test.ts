import check from '../../../checks/rest/efs-customer-key.ts';
import type { FileSystem, KmsKey } from '../../../src/domain/aws.ts';
import type { Slice } from '../../../src/domain/slice.ts';
import { slice, testCheck } from '../../check-tester.ts';
import { fileSystem } from '../aws-items.ts';
import { customerKeyRows, keylessRows } from './customer-key-rows.ts';

const fileSystems = {
  store: 'efs',
  given: (keys: Slice<KmsKey>, ...items: readonly Partial<FileSystem>[]) => ({
    'aws.efs.file-systems': slice(...items.map(fileSystem)),
    'aws.kms.keys': keys,
  }),
} as const;

testCheck('efs-customer-key', check, [...customerKeyRows(fileSystems), ...keylessRows(fileSystems)]);
