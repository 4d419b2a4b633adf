import type * as aws from './aws.ts';
import type { TlsArtifacts } from './endpoint.ts';
import type { ManagedEndpointArtifacts } from './managed-endpoints.ts';
import type { NameArtifacts } from './name-artifacts.ts';
import type { NetworkArtifacts } from './network.ts';
import type { OpenPgpArtifacts } from './openpgp.ts';
import type { PrivateDoorArtifacts } from './private-doors.ts';
import type { Slice } from './slice.ts';
import type { WebArtifacts } from './web.ts';

/** Facts read with the AWS API, one collector each. */
export interface AwsArtifacts {
  readonly 'aws.rds.instances': Slice<aws.DbInstance>;
  readonly 'aws.rds.clusters': Slice<aws.DbCluster>;
  readonly 'aws.rds.snapshots': Slice<aws.DbSnapshot>;
  readonly 'aws.rds.recovery': Slice<aws.Recovery>;
  readonly 'aws.rds.parameter-groups': Slice<aws.DbParameterGroup>;
  readonly 'aws.s3.buckets': Slice<aws.Bucket>;
  readonly 'aws.s3.encryption': Slice<aws.BucketEncryption>;
  readonly 'aws.s3.access': Slice<aws.BucketAccess>;
  readonly 'aws.s3.policies': Slice<aws.BucketPolicy>;
  readonly 'aws.ebs.volumes': Slice<aws.Volume>;
  readonly 'aws.ebs.snapshots': Slice<aws.EbsSnapshot>;
  readonly 'aws.ebs.snapshot-sharing': Slice<aws.SnapshotSharing>;
  readonly 'aws.ebs.recovery': Slice<aws.Recovery>;
  readonly 'aws.efs.file-systems': Slice<aws.FileSystem>;
  readonly 'aws.dynamodb.tables': Slice<aws.Table>;
  readonly 'aws.dynamodb.recovery': Slice<aws.Recovery>;
  readonly 'aws.backup.recovery': Slice<aws.Recovery>;
  readonly 'aws.kms.keys': Slice<aws.KmsKey>;
  readonly 'aws.iam.summary': Slice<aws.AccountSummary>;
  readonly 'aws.iam.users': Slice<aws.IamUser>;
  readonly 'aws.iam.root-device': Slice<aws.VirtualMfaOfRoot>;
  readonly 'aws.iam.password-policy': Slice<aws.PasswordPolicy>;
  readonly 'aws.shield.subscription': Slice<aws.ShieldSubscription>;
  readonly 'aws.front-doors': Slice<aws.FrontDoor>;
  readonly 'aws.cloudfront.distributions': Slice<aws.Distribution>;
  readonly 'aws.elb.load-balancers': Slice<aws.LoadBalancer>;
  readonly 'aws.elb.listeners': Slice<aws.Listener>;
  readonly 'aws.elb.ssl-policies': Slice<aws.SslPolicy>;
  readonly 'aws.wafv2.load-balancers': Slice<aws.WebAclDoor>;
  readonly 'aws.wafv2.distributions': Slice<aws.WebAclDoor>;
  readonly 'aws.route53.records': Slice<aws.DnsRecord>;
  readonly 'aws.public-addresses': Slice<aws.HeldAddresses>;
  readonly 'aws.accelerator.names': Slice<aws.AcceleratorNames>;
  readonly 'aws.api-gateway.names': Slice<aws.ApiName>;
  readonly 'aws.cloudtrail.trails': Slice<aws.RegionTrails>;
  readonly 'aws.cloudtrail.buckets': Slice<aws.LogBucket>;
}

interface Declared
  extends AwsArtifacts,
    NetworkArtifacts,
    ManagedEndpointArtifacts,
    PrivateDoorArtifacts,
    NameArtifacts,
    WebArtifacts,
    OpenPgpArtifacts,
    TlsArtifacts {}

export type ArtifactKey = keyof Declared;

type ArtifactItems = { readonly [K in ArtifactKey]: Declared[K] extends Slice<infer T> ? T : never };

/** What one item of an artifact is. */
export type ItemOf<K extends ArtifactKey> = ArtifactItems[K];

/** Every artifact there is. Each room declares its own; a key without a collector does not compile. */
export type Artifacts = { readonly [K in ArtifactKey]: Slice<ArtifactItems[K]> };

/** The items of every artifact; what was not collected is empty. */
export type Items = { readonly [K in ArtifactKey]: readonly ArtifactItems[K][] };
