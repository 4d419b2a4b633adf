import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListBackupsCommand,
  ListTablesCommand,
} from '@aws-sdk/client-dynamodb';
import type { Service } from './service.ts';

export const service: Service = {
  Client: DynamoDBClient,
  commands: {
    DescribeContinuousBackups: DescribeContinuousBackupsCommand,
    DescribeTable: DescribeTableCommand,
    ListBackups: ListBackupsCommand,
    ListTables: ListTablesCommand,
  },
};
