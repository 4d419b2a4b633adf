import type { AwsPlace, Table } from '../../../domain/aws.ts';
import type { DynamoTable } from '../../../parse/aws/storage.ts';
import { defineAwsCollector } from '../collector.ts';

export default defineAwsCollector({
  key: 'aws.dynamodb.tables',
  per: 'region',
  operations: ['dynamodb:ListTables', 'dynamodb:DescribeTable'],
  collect: async (aws) => {
    const listed = await aws.list('dynamodb:ListTables', (page) => page.TableNames);
    const described = await Promise.all(
      listed.items.map(async (name) => ({
        name,
        answer: await aws.read('dynamodb:DescribeTable', { TableName: name }),
      })),
    );
    return {
      items: described.flatMap(({ answer }) => (answer.ok ? [toTable(answer.value.Table, aws)] : [])),
      gaps: [
        ...listed.gaps,
        ...described.flatMap(({ name, answer }) => {
          if (answer.ok) return [];
          const { what, ...rest } = aws.gap('dynamodb:DescribeTable', answer.gap);
          return [{ ...rest, what: `${what} ${name}` }];
        }),
      ],
    };
  },
});

const toTable = (table: DynamoTable, { account, region }: AwsPlace): Table => ({
  id: table.TableArn,
  account,
  region,
  tags: null,
  name: table.TableName,
  status: table.TableStatus ?? 'unknown',
  kmsKeyId: table.SSEDescription?.KMSMasterKeyArn ?? null,
  createdAt: table.CreationDateTime,
});
