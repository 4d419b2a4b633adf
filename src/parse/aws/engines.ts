import type { Store } from '../../domain/kinds.ts';

/** The store behind an engine name of the RDS API, which Neptune and DocumentDB answer on too. */
export const storeOfEngine = (engine: string): Store =>
  engine === 'docdb' ? 'documentdb' : engine === 'neptune' ? 'neptune' : 'rds';

const byBackupType: Readonly<Record<string, Store>> = {
  RDS: 'rds',
  Aurora: 'rds',
  DocumentDB: 'documentdb',
  Neptune: 'neptune',
  EBS: 'ebs',
  EC2: 'ebs',
  EFS: 'efs',
  DynamoDB: 'dynamodb',
  S3: 's3',
  FSx: 'fsx',
  Redshift: 'redshift',
  'Redshift Serverless': 'redshift',
};

/** The store behind a resource type of AWS Backup; null for what is no store of claims (virtual machines, stacks, …). */
export const storeOfBackupType = (type: string): Store | null => byBackupType[type] ?? null;
