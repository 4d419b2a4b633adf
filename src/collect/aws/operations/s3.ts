import { objectLock, versioning } from '../../../parse/aws/bucket-locks.ts';
import {
  acl,
  buckets,
  encryption,
  location,
  ownership,
  policy,
  policyStatus,
  publicAccessBlock,
} from '../../../parse/aws/s3.ts';
import { defineOperation } from '../operation.ts';

export const s3 = {
  's3:ListBuckets': defineOperation({
    action: 's3:ListAllMyBuckets',
    output: buckets,
    global: true,
    // Only a paged answer names the region of each bucket.
    paging: { out: 'ContinuationToken', in: 'ContinuationToken', size: { MaxBuckets: 1000 } },
  }),
  's3:GetBucketLocation': defineOperation({ action: 's3:GetBucketLocation', output: location, global: true }),
  's3:GetBucketEncryption': defineOperation({
    action: 's3:GetEncryptionConfiguration',
    output: encryption,
    absent: ['ServerSideEncryptionConfigurationNotFoundError'],
  }),
  's3:GetPublicAccessBlock': defineOperation({
    action: 's3:GetBucketPublicAccessBlock',
    output: publicAccessBlock,
    absent: ['NoSuchPublicAccessBlockConfiguration'],
  }),
  's3:GetBucketOwnershipControls': defineOperation({
    action: 's3:GetBucketOwnershipControls',
    output: ownership,
    absent: ['OwnershipControlsNotFoundError'],
  }),
  's3:GetBucketVersioning': defineOperation({ action: 's3:GetBucketVersioning', output: versioning }),
  's3:GetObjectLockConfiguration': defineOperation({
    action: 's3:GetBucketObjectLockConfiguration',
    output: objectLock,
    absent: ['ObjectLockConfigurationNotFoundError'],
  }),
  's3:GetBucketAcl': defineOperation({ action: 's3:GetBucketAcl', output: acl }),
  's3:GetBucketPolicy': defineOperation({
    action: 's3:GetBucketPolicy',
    output: policy,
    absent: ['NoSuchBucketPolicy'],
  }),
  's3:GetBucketPolicyStatus': defineOperation({
    action: 's3:GetBucketPolicyStatus',
    output: policyStatus,
    absent: ['NoSuchBucketPolicy'],
  }),
  's3-control:GetPublicAccessBlock': defineOperation({
    action: 's3:GetAccountPublicAccessBlock',
    output: publicAccessBlock,
    absent: ['NoSuchPublicAccessBlockConfiguration'],
    global: true,
  }),
};
