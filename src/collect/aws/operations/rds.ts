import {
  clusterAutomatedBackups,
  clusterSnapshotAttributes,
  clusterSnapshots,
  clusters,
  instanceAutomatedBackups,
  instances,
  parameters,
  snapshotAttributes,
  snapshots,
} from '../../../parse/aws/rds.ts';
import { defineOperation, marker } from '../operation.ts';

const page = marker({ MaxRecords: 100 });

export const rds = {
  'rds:DescribeDBInstances': defineOperation({ action: 'rds:DescribeDBInstances', output: instances, paging: page }),
  'rds:DescribeDBClusters': defineOperation({ action: 'rds:DescribeDBClusters', output: clusters, paging: page }),
  'rds:DescribeDBSnapshots': defineOperation({ action: 'rds:DescribeDBSnapshots', output: snapshots, paging: page }),
  'rds:DescribeDBClusterSnapshots': defineOperation({
    action: 'rds:DescribeDBClusterSnapshots',
    output: clusterSnapshots,
    paging: page,
  }),
  'rds:DescribeDBSnapshotAttributes': defineOperation({
    action: 'rds:DescribeDBSnapshotAttributes',
    output: snapshotAttributes,
  }),
  'rds:DescribeDBClusterSnapshotAttributes': defineOperation({
    action: 'rds:DescribeDBClusterSnapshotAttributes',
    output: clusterSnapshotAttributes,
  }),
  'rds:DescribeDBInstanceAutomatedBackups': defineOperation({
    action: 'rds:DescribeDBInstanceAutomatedBackups',
    output: instanceAutomatedBackups,
    paging: page,
  }),
  'rds:DescribeDBClusterAutomatedBackups': defineOperation({
    action: 'rds:DescribeDBClusterAutomatedBackups',
    output: clusterAutomatedBackups,
    paging: page,
  }),
  'rds:DescribeDBParameters': defineOperation({ action: 'rds:DescribeDBParameters', output: parameters, paging: page }),
  'rds:DescribeDBClusterParameters': defineOperation({
    action: 'rds:DescribeDBClusterParameters',
    output: parameters,
    paging: page,
  }),
};
