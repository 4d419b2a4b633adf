import {
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Service } from './service.ts';

export const service: Service = {
  Client: S3Client,
  commands: {
    GetBucketAcl: GetBucketAclCommand,
    GetBucketEncryption: GetBucketEncryptionCommand,
    GetBucketLocation: GetBucketLocationCommand,
    GetBucketOwnershipControls: GetBucketOwnershipControlsCommand,
    GetBucketPolicy: GetBucketPolicyCommand,
    GetBucketPolicyStatus: GetBucketPolicyStatusCommand,
    GetBucketVersioning: GetBucketVersioningCommand,
    GetObjectLockConfiguration: GetObjectLockConfigurationCommand,
    GetPublicAccessBlock: GetPublicAccessBlockCommand,
    ListBuckets: ListBucketsCommand,
  },
};
