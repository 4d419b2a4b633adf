import { recoveryPoints, vaults } from '../../../parse/aws/backup.ts';
import {
  continuousBackups,
  fileSystems,
  keyMetadata,
  keys,
  table,
  tableBackups,
  tableNames,
} from '../../../parse/aws/storage.ts';
import { defineOperation, nextToken } from '../operation.ts';

/** File systems, tables, keys and vaults. */
export const storage = {
  'efs:DescribeFileSystems': defineOperation({
    action: 'elasticfilesystem:DescribeFileSystems',
    output: fileSystems,
    paging: { out: 'NextMarker', in: 'Marker', size: { MaxItems: 100 } },
  }),
  'dynamodb:ListTables': defineOperation({
    action: 'dynamodb:ListTables',
    output: tableNames,
    paging: { out: 'LastEvaluatedTableName', in: 'ExclusiveStartTableName' },
  }),
  'dynamodb:DescribeTable': defineOperation({ action: 'dynamodb:DescribeTable', output: table }),
  'dynamodb:DescribeContinuousBackups': defineOperation({
    action: 'dynamodb:DescribeContinuousBackups',
    output: continuousBackups,
  }),
  'dynamodb:ListBackups': defineOperation({
    action: 'dynamodb:ListBackups',
    output: tableBackups,
    paging: { out: 'LastEvaluatedBackupArn', in: 'ExclusiveStartBackupArn' },
  }),
  'kms:ListKeys': defineOperation({
    action: 'kms:ListKeys',
    output: keys,
    paging: { out: 'NextMarker', in: 'Marker' },
  }),
  'kms:DescribeKey': defineOperation({ action: 'kms:DescribeKey', output: keyMetadata }),
  'backup:ListBackupVaults': defineOperation({
    action: 'backup:ListBackupVaults',
    output: vaults,
    paging: nextToken({ MaxResults: 1000 }),
  }),
  'backup:ListRecoveryPointsByBackupVault': defineOperation({
    action: 'backup:ListRecoveryPointsByBackupVault',
    output: recoveryPoints,
    paging: nextToken({ MaxResults: 1000 }),
  }),
};
