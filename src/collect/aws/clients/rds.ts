import {
  DescribeDBClusterAutomatedBackupsCommand,
  DescribeDBClusterParametersCommand,
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  DescribeDBParametersCommand,
  DescribeDBSnapshotAttributesCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { Service } from './service.ts';

export const service: Service = {
  Client: RDSClient,
  commands: {
    DescribeDBClusterAutomatedBackups: DescribeDBClusterAutomatedBackupsCommand,
    DescribeDBClusterParameters: DescribeDBClusterParametersCommand,
    DescribeDBClusterSnapshotAttributes: DescribeDBClusterSnapshotAttributesCommand,
    DescribeDBClusterSnapshots: DescribeDBClusterSnapshotsCommand,
    DescribeDBClusters: DescribeDBClustersCommand,
    DescribeDBInstanceAutomatedBackups: DescribeDBInstanceAutomatedBackupsCommand,
    DescribeDBInstances: DescribeDBInstancesCommand,
    DescribeDBParameters: DescribeDBParametersCommand,
    DescribeDBSnapshotAttributes: DescribeDBSnapshotAttributesCommand,
    DescribeDBSnapshots: DescribeDBSnapshotsCommand,
  },
};
