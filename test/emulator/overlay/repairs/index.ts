import type { Repair } from '../repair.ts';
import { backupRepairs } from './backup.ts';
import { cloudtrailRepairs } from './cloudtrail.ts';
import { dynamodbRepairs } from './dynamodb.ts';
import { ec2Repairs } from './ec2.ts';
import { elbRepairs } from './elb.ts';
import { iamRepairs } from './iam.ts';
import { managedRepairs } from './managed.ts';
import { rdsRepairs } from './rds.ts';
import { s3ControlRepairs, s3Repairs } from './s3.ts';
import { shieldRepairs } from './shield.ts';
import { ssmRepairs } from './ssm.ts';
import { stsRepairs } from './sts.ts';

/** Every answer that is not moto's own. */
export const repairs: readonly Repair[] = [
  ...backupRepairs,
  ...cloudtrailRepairs,
  ...dynamodbRepairs,
  ...ec2Repairs,
  ...elbRepairs,
  ...iamRepairs,
  ...managedRepairs,
  ...rdsRepairs,
  ...s3Repairs,
  ...s3ControlRepairs,
  ...shieldRepairs,
  ...ssmRepairs,
  ...stsRepairs,
];
