import {
  DatabaseMigrationServiceClient,
  DescribeReplicationInstancesCommand,
} from '@aws-sdk/client-database-migration-service';
import type { Service } from './service.ts';

export const service: Service = {
  Client: DatabaseMigrationServiceClient,
  commands: {
    DescribeReplicationInstances: DescribeReplicationInstancesCommand,
  },
};
