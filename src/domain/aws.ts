import type { Gap, Read } from './gap.ts';
import type { Store } from './parameters.ts';

/** Where an AWS resource lives. `region` is `global` for account-wide services. */
export interface AwsPlace {
  readonly account: string;
  readonly region: string;
}

export type Tags = Readonly<Record<string, string>>;

/** A resource as every AWS artifact item carries it. `id` is the ARN where one exists. */
export interface AwsResource extends AwsPlace {
  readonly id: string;
  /** null when the listing brings no tags. */
  readonly tags: Tags | null;
}

/** An instant in milliseconds since the epoch, UTC. */
export type Instant = number;

/** Who controls a key: AWS itself, AWS on the account's behalf, or the customer. */
export type KeyCustody = 'aws-owned' | 'aws-managed' | 'customer';

// --- RDS -----------------------------------------------------------------------------------------

export interface DbInstance extends AwsResource {
  readonly name: string;
  readonly resourceId: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly status: string;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  /** Encrypted with a key that AWS owns (`sse-rds`), which has no id. */
  readonly awsOwnedKey: boolean;
  readonly publiclyAccessible: boolean;
  readonly multiAz: boolean;
  readonly zone: string | null;
  readonly secondaryZone: string | null;
  readonly port: number | null;
  /** Days; 0 = automated backups are off. */
  readonly backupRetentionDays: number;
  readonly latestRestorableTime: Instant | null;
  readonly createdAt: Instant | null;
  readonly cluster: string | null;
  /** Set when this is a read replica: name (same region) or ARN of its source. */
  readonly replicaOf: string | null;
  readonly vpc: string | null;
  readonly subnets: readonly { readonly subnet: string; readonly zone: string | null }[];
  readonly securityGroups: readonly string[];
  readonly parameterGroups: readonly { readonly name: string; readonly applied: boolean }[];
  readonly deletionProtection: boolean;
}

export interface DbCluster extends AwsResource {
  readonly name: string;
  readonly resourceId: string;
  readonly engine: string;
  readonly status: string;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  readonly awsOwnedKey: boolean;
  readonly multiAz: boolean;
  readonly members: readonly string[];
  /** Set when this is a read replica: ARN of its source. */
  readonly replicaOf: string | null;
  readonly backupRetentionDays: number;
  readonly earliestRestorableTime: Instant | null;
  readonly latestRestorableTime: Instant | null;
  readonly createdAt: Instant | null;
  readonly deletionProtection: boolean;
  readonly parameterGroup: string | null;
}

/** A database as its snapshots and backups name it. The resource id outlives a new name; the name may be given anew. */
export interface DatabaseRef extends AwsPlace {
  readonly kind: 'instance' | 'cluster';
  readonly name: string;
  readonly resourceId: string | null;
}

export interface DbSnapshot extends AwsResource {
  readonly name: string;
  readonly of: DatabaseRef;
  readonly type: string;
  readonly status: string;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  /** The time of the data in it, not of the copy. */
  readonly dataTime: Instant | null;
  readonly engine: string;
  /** The account ids that may restore it, `all` = everybody. Only manual snapshots can be shared. */
  readonly sharedWith: Read<readonly string[]>;
}

/** A parameter group in use, with the parameters that decide whether plaintext connections are refused. */
export interface DbParameterGroup extends AwsResource {
  readonly name: string;
  readonly kind: 'instance' | 'cluster';
  readonly parameters: Read<Readonly<Record<string, string | null>>>;
}

// --- S3 ------------------------------------------------------------------------------------------

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

// --- EBS, EFS, DynamoDB --------------------------------------------------------------------------

export interface Volume extends AwsResource {
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  readonly state: string;
  readonly attachedTo: readonly string[];
  readonly createdAt: Instant | null;
}

export interface EbsSnapshot extends AwsResource {
  readonly volume: string | null;
  readonly encrypted: boolean;
  readonly kmsKeyId: string | null;
  readonly state: string;
  readonly startedAt: Instant | null;
}

/** Who may restore an own snapshot. An encrypted one cannot be public. */
export interface SnapshotSharing extends AwsResource {
  readonly encrypted: boolean;
  /** `false` also where the account blocks all public sharing in the region. */
  readonly public: Read<boolean>;
}

/** EBS encryption by default, one per account and region. */
export interface EbsDefaults extends AwsResource {
  readonly encryptionByDefault: boolean;
}

export interface FileSystem extends AwsResource {
  readonly name: string | null;
  readonly encrypted: boolean;
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

// --- Keys ----------------------------------------------------------------------------------------

export interface KmsKey extends AwsResource {
  readonly keyId: string;
  readonly custody: KeyCustody;
  /** AWS's KeyState: `Enabled`, `Disabled`, `PendingDeletion`, … */
  readonly state: string;
}

// --- Recovery ------------------------------------------------------------------------------------

/** What a recovery point is a state of. */
export type Origin =
  | ({ readonly type: 'database' } & DatabaseRef)
  | { readonly type: 'volume'; readonly id: string }
  /** A copy of that EBS snapshot. */
  | { readonly type: 'snapshot'; readonly id: string }
  /** An EC2 instance: a backup of it holds its volumes. */
  | { readonly type: 'instance'; readonly id: string }
  | { readonly type: 'arn'; readonly arn: string };

/** `aws-backup-continuous` marks a point-in-time backup whose latest restorable moment no listing tells. */
export type RecoveryMechanism =
  | 'rds'
  | 'ebs'
  | 'lifecycle-manager'
  | 'dynamodb'
  | 'aws-backup'
  | 'aws-backup-continuous';

/** One state that can be restored now. `account` and `region` say where it is kept, `at` how old its data is. */
export interface RestorePoint extends AwsPlace {
  readonly id: string;
  readonly of: Origin;
  /** null: of something that no claim calls a store. */
  readonly store: Store | null;
  readonly by: RecoveryMechanism;
  readonly at: Instant;
  /** Made by a schedule, not by a person. */
  readonly automated: boolean;
  /** null: the answer did not say. */
  readonly encrypted: boolean | null;
  /** Days after which it is deleted; null = not known, or never. */
  readonly retentionDays: number | null;
}

/** A stretch of time any moment of which can be restored (point-in-time recovery). */
export interface RestoreWindow extends AwsPlace {
  readonly id: string;
  readonly of: Origin;
  readonly store: Store;
  /** null: the answer does not say how far back it reaches. */
  readonly from: Instant | null;
  readonly to: Instant;
  /** null: the answer did not say. */
  readonly encrypted: boolean | null;
  readonly retentionDays: number | null;
}

/**
 * All that one mechanism can restore in one account and region. `missing` are the listings that could not be read, so
 * that the absence of a point is never concluded from them.
 */
export interface Recovery extends AwsResource {
  readonly points: readonly RestorePoint[];
  readonly windows: readonly RestoreWindow[];
  readonly missing: readonly Gap[];
}

// --- IAM -----------------------------------------------------------------------------------------

export interface AccountSummary extends AwsResource {
  /** null: the field was not in the answer. */
  readonly rootMfa: boolean | null;
  readonly rootPassword: boolean | null;
  readonly rootKeys: boolean | null;
}

export type MfaKind = 'virtual' | 'hardware' | 'security-key' | 'sms';

export interface IamUser extends AwsResource {
  readonly name: string;
  readonly createdAt: Instant | null;
  readonly consolePassword: Read<boolean>;
  readonly activeKeys: Read<number>;
  readonly mfaDevices: Read<readonly MfaKind[]>;
}

export interface VirtualMfaOfRoot extends AwsResource {
  /** `true`: the root user's device is a virtual one. */
  readonly rootDeviceIsVirtual: boolean;
}

export interface PasswordPolicy extends AwsResource {
  /** `false`: none is set, AWS's default applies (8 characters, three of four classes, no expiry). */
  readonly custom: boolean;
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  /** Number of remembered passwords, 0 = reuse is allowed. */
  readonly reusePrevention: number;
  /** Days, null = never expires. */
  readonly maxAgeDays: number | null;
}

// --- Shield and front doors ----------------------------------------------------------------------

/** One per account, whatever could be read. */
export interface ShieldSubscription extends AwsResource {
  readonly advanced: Read<boolean>;
  /** The fields below are null where nothing is subscribed. `endsAt` null: the answer did not say. */
  readonly term: Read<{ readonly endsAt: Instant | null; readonly autoRenew: boolean | null } | null>;
  /** ARNs of protected resources. */
  readonly protections: Read<readonly string[] | null>;
}

/** A door through which the public reaches the account. */
export interface FrontDoor extends AwsResource {
  readonly kind:
    | 'application-load-balancer'
    | 'network-load-balancer'
    | 'classic-load-balancer'
    | 'elastic-ip'
    | 'distribution';
  readonly name: string;
  readonly dnsName: string | null;
  /** ARNs that must all be protected for the door to be; a network load balancer is protected through its Elastic IPs. Empty: it cannot be. */
  readonly protectable: readonly string[];
}

export interface LoadBalancer extends AwsResource {
  readonly name: string;
  readonly kind: 'application' | 'network' | 'gateway' | 'classic';
  readonly internetFacing: boolean;
  readonly dnsName: string | null;
  readonly zones: readonly string[];
}

export interface Listener extends AwsResource {
  readonly balancer: string;
  readonly balancerName: string;
  readonly kind: LoadBalancer['kind'];
  readonly internetFacing: boolean;
  readonly port: number;
  /** AWS's word: HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, SSL, GENEVE. */
  readonly protocol: string;
  readonly sslPolicy: string | null;
  /** The default action and every rule redirect to HTTPS. Only asked for HTTP listeners of application load balancers, else null. */
  readonly redirectsToHttps: Read<boolean> | null;
}

// --- Trails --------------------------------------------------------------------------------------

export interface Trail {
  readonly arn: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly validation: boolean;
  readonly kmsKeyId: string | null;
  /** Read in the home region only; null elsewhere. */
  readonly status: Read<{
    readonly logging: boolean;
    readonly lastDelivery: Instant | null;
    readonly deliveryError: string | null;
  }> | null;
  /** Both reads and writes of the management API are recorded. Read in the home region only; null elsewhere. */
  readonly allManagementEvents: Read<boolean> | null;
}

/** The trails that show in one region, those of other regions and of the organisation included. One per region, whatever could be read. */
export interface RegionTrails extends AwsResource {
  readonly trails: Read<readonly Trail[]>;
}
