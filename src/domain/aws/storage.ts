import type { Read } from '../gap.ts';
import type { AwsResource, Instant, KeyCustody } from './base.ts';

export interface BlockPublicAccess {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface AclGrant {
  /** `all-users`, `authenticated-users`, or something that is no group of strangers. */
  readonly grantee: 'all-users' | 'authenticated-users' | 'log-delivery' | 'other';
  readonly permission: string;
}

export interface Bucket extends AwsResource {
  readonly name: string;
  readonly createdAt: Instant | null;
}

export interface BucketEncryption extends AwsResource {
  readonly name: string;
  readonly createdAt: Instant | null;
  /** null: no default encryption is reported. */
  readonly encryption: Read<{ readonly algorithm: string; readonly kmsKeyId: string | null } | null>;
}

/** Everything that decides who may reach a bucket. */
export interface BucketAccess extends AwsResource {
  readonly name: string;
  readonly blockPublicAccess: Read<BlockPublicAccess>;
  /** The account's own block, which counts for each of its buckets. */
  readonly accountBlock: Read<BlockPublicAccess>;
  /** `false`: the bucket owner enforces ownership, so that ACLs have no effect. */
  readonly aclsEnabled: Read<boolean>;
  readonly acl: Read<readonly AclGrant[]>;
  /** null: the bucket has no policy. The text is unparsed JSON. */
  readonly policy: Read<string | null>;
  /** AWS's own notion of a public policy; null: no policy. */
  readonly policyIsPublic: Read<boolean | null>;
}

export interface BucketPolicy extends AwsResource {
  readonly name: string;
  /** null: the bucket has no policy. The text is unparsed JSON. */
  readonly policy: Read<string | null>;
}

export interface Volume extends AwsResource {
  /** null: the answer does not tell. */
  readonly encrypted: boolean | null;
  readonly kmsKeyId: string | null;
  readonly state: string;
  readonly attachedTo: readonly string[];
  readonly createdAt: Instant | null;
}

export interface EbsSnapshot extends AwsResource {
  readonly volume: string | null;
  /** null: the answer does not tell. */
  readonly encrypted: boolean | null;
  readonly kmsKeyId: string | null;
  readonly state: string;
  readonly startedAt: Instant | null;
}

/** Who may restore an own snapshot. An encrypted one cannot be public. */
export interface SnapshotSharing extends AwsResource {
  readonly encrypted: boolean | null;
  /** `false` also where the account blocks all public sharing in the region. */
  readonly public: Read<boolean>;
}

export interface FileSystem extends AwsResource {
  readonly name: string | null;
  /** null: the answer does not tell. */
  readonly encrypted: boolean | null;
  readonly kmsKeyId: string | null;
  /** Set for One Zone file systems. */
  readonly singleZone: string | null;
  readonly createdAt: Instant | null;
}

export interface Table extends AwsResource {
  readonly name: string;
  readonly status: string;
  /** null: the AWS-owned key (DynamoDB is always encrypted). */
  readonly kmsKeyId: string | null;
  readonly createdAt: Instant | null;
}

export interface KmsKey extends AwsResource {
  readonly keyId: string;
  readonly custody: KeyCustody;
  /** AWS's KeyState: `Enabled`, `Disabled`, `PendingDeletion`, … */
  readonly state: string;
}
