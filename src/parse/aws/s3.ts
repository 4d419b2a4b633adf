import { z } from 'zod';
import type { AclGrant, BlockPublicAccess } from '../../domain/aws.ts';
import { instant, many, maybe, text } from './common.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
const bucket = z.object({ Name: text, CreationDate: maybe(instant), BucketRegion: maybe(text) });
export const buckets = z.object({ Buckets: z.array(bucket) });
export type S3Bucket = z.output<typeof bucket>;

/** A null or empty constraint stands for us-east-1, `EU` for eu-west-1 (both of the service's first days). */
export const location = z
  .object({ LocationConstraint: maybe(text) })
  .transform(({ LocationConstraint: constraint }) => {
    if (constraint === null || constraint === '') return 'us-east-1';
    return constraint === 'EU' ? 'eu-west-1' : constraint;
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const encryption = z.object({
  ServerSideEncryptionConfiguration: z.object({
    Rules: many(
      z.object({
        ApplyServerSideEncryptionByDefault: maybe(z.object({ SSEAlgorithm: text, KMSMasterKeyID: maybe(text) })),
      }),
    ),
  }),
});

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** A flag that is left out is off. */
export const publicAccessBlock = z.object({
  PublicAccessBlockConfiguration: z
    .object({ BlockPublicAcls: flag, IgnorePublicAcls: flag, BlockPublicPolicy: flag, RestrictPublicBuckets: flag })
    .transform(
      (block): BlockPublicAccess => ({
        blockPublicAcls: block.BlockPublicAcls,
        ignorePublicAcls: block.IgnorePublicAcls,
        blockPublicPolicy: block.BlockPublicPolicy,
        restrictPublicBuckets: block.RestrictPublicBuckets,
      }),
    ),
});

/** What NoSuchPublicAccessBlockConfiguration means. */
export const nothingBlocked: BlockPublicAccess = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

export const ownership = z.object({
  OwnershipControls: z.object({ Rules: z.array(z.object({ ObjectOwnership: text })).min(1) }),
});

const groups: Readonly<Record<string, AclGrant['grantee']>> = {
  'http://acs.amazonaws.com/groups/global/AllUsers': 'all-users',
  'http://acs.amazonaws.com/groups/global/AuthenticatedUsers': 'authenticated-users',
  'http://acs.amazonaws.com/groups/s3/LogDelivery': 'log-delivery',
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
const grant = z.object({ Grantee: maybe(z.object({ URI: maybe(text) })), Permission: maybe(text) }).transform(
  ({ Grantee, Permission }): AclGrant => ({
    grantee: groups[Grantee?.URI ?? ''] ?? 'other',
    permission: Permission ?? 'unknown',
  }),
);

/** AWS always names the owner; an answer without one is no ACL. */
export const acl = z.object({ Owner: z.object({}), Grants: many(grant) });

export const policy = z.object({ Policy: text });

/** An empty status is a wrong answer, not "not public". */
export const policyStatus = z.object({ PolicyStatus: z.object({ IsPublic: z.boolean() }) });
