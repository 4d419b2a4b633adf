import { z } from 'zod';
import { instant, maybe, promised, tagList, text } from './common.ts';

/** https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html */
const fileSystem = z.object({
  FileSystemId: text,
  FileSystemArn: maybe(text),
  Name: maybe(text),
  Encrypted: promised(z.boolean()),
  KmsKeyId: maybe(text),
  AvailabilityZoneName: maybe(text),
  CreationTime: maybe(instant),
  Tags: tagList,
});

export const fileSystems = z.object({ FileSystems: z.array(fileSystem) });
export type EfsFileSystem = z.output<typeof fileSystem>;

export const tableNames = z.object({ TableNames: z.array(text) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
export const table = z.object({
  Table: z.object({
    TableName: text,
    TableArn: text,
    TableStatus: maybe(text),
    CreationDateTime: maybe(instant),
    /** Absent: encrypted with the key that AWS owns. */
    SSEDescription: maybe(z.object({ Status: maybe(text), SSEType: maybe(text), KMSMasterKeyArn: maybe(text) })),
  }),
});
export type DynamoTable = z.output<typeof table>['Table'];

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ContinuousBackupsDescription.html */
export const continuousBackups = z.object({
  ContinuousBackupsDescription: z.object({
    PointInTimeRecoveryDescription: maybe(
      z.object({
        PointInTimeRecoveryStatus: maybe(text),
        RecoveryPeriodInDays: maybe(z.number()),
        EarliestRestorableDateTime: maybe(instant),
        LatestRestorableDateTime: maybe(instant),
      }),
    ),
  }),
});
export type DynamoContinuousBackups = z.output<typeof continuousBackups>['ContinuousBackupsDescription'];

const tableBackup = z.object({
  BackupArn: text,
  TableArn: maybe(text),
  BackupCreationDateTime: maybe(instant),
  BackupStatus: maybe(text),
  /** `USER`, `SYSTEM` (made when its table was deleted) or `AWS_BACKUP`. */
  BackupType: maybe(text),
});

export const tableBackups = z.object({ BackupSummaries: z.array(tableBackup) });
export type DynamoBackup = z.output<typeof tableBackup>;

const key = z.object({ KeyId: text, KeyArn: text });
export const keys = z.object({ Keys: z.array(key) });

/** https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html */
export const keyMetadata = z.object({
  KeyMetadata: z.object({ KeyId: text, Arn: text, KeyManager: z.enum(['AWS', 'CUSTOMER']), KeyState: text }),
});
export type KmsKeyMetadata = z.output<typeof keyMetadata>['KeyMetadata'];
