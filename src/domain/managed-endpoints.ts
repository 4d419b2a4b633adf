import type { AwsResource } from './aws.ts';
import type { Read } from './gap.ts';
import type { Cidr, Ip } from './network.ts';
import type { Slice } from './slice.ts';

/** What an endpoint belongs to. It is also the type of subject in findings and the name of its hop in a path. */
export type EndpointType =
  | 'api'
  | 'dms-instance'
  | 'eks-cluster'
  | 'lambda-url'
  | 'mq-broker'
  | 'msk-cluster'
  | 'opensearch-domain'
  | 'rds-cluster'
  | 'rds-instance'
  | 'redshift-cluster'
  | 'redshift-workgroup';

/** A resource policy that AWS asks about every request. */
export interface EndpointPolicy {
  readonly text: Read<string | null>;
  /** What a caller must be allowed to do. Without the first nobody gets through; only with all of them somebody surely does. */
  readonly actions: readonly string[];
  /** Whom an endpoint without a policy lets in. */
  readonly absent: 'everybody' | 'nobody';
  /** Condition values that every request to this endpoint has, by key in lower case. */
  readonly given: Readonly<Record<string, string>>;
  /** `true`: a refused request never gets to the thing. `false`: it does, and is refused there; the policy is told, and decides nothing. */
  readonly decides: boolean;
}

/** Answered by AWS outside of every VPC of the account: no route, security group or network ACL stands before it. */
export interface ServiceAccess {
  readonly at: 'service';
  /** The setting that makes it so, in AWS's word for it: `endpointPublicAccess`. */
  readonly setting: string;
  /** Blocks it answers to; null: everybody. */
  readonly sources: readonly Cidr[] | null;
  /** null: nothing is asked before the thing itself. */
  readonly policy: EndpointPolicy | null;
}

/** Answers from interfaces in subnets of the account. */
export interface SubnetAccess {
  readonly at: 'subnets';
  /** Whether its interfaces get public addresses; null: the answer does not tell. */
  readonly public: boolean | null;
  readonly subnets: Read<readonly { readonly subnet: string; readonly zone: string | null }[]>;
  /** `all`: it is in each of its subnets. Else in one, of this zone where the zone is told. */
  readonly in: 'all' | { readonly zone: string | null };
  readonly groups: readonly string[];
  /** Private addresses of its interfaces, where the service tells them. */
  readonly addresses: readonly Ip[];
}

/** Offered to no client of the internet; `code` says why, as the code of a blocker. */
export interface NoAccess {
  readonly at: 'nowhere';
  readonly code: string;
}

/** How the internet might get to an endpoint. */
export type EndpointAccess = ServiceAccess | SubnetAccess | NoAccess;

/** Something that a managed service of AWS answers for the account, at an address of its own. */
export interface ManagedEndpoint extends AwsResource {
  readonly type: EndpointType;
  readonly name: string;
  /** TCP ports it is served on; null: any that its groups open. */
  readonly ports: readonly number[] | null;
  /** The kind of front door it is; `direct`: none, the thing itself answers. */
  readonly door: 'direct' | 'api-gateway' | 'function-url';
  readonly access: Read<EndpointAccess>;
}

/** The artifacts that hold such endpoints, one per service. */
export const managedEndpointKeys = [
  'aws.api-gateway.apis',
  'aws.dms.endpoints',
  'aws.eks.endpoints',
  'aws.lambda.urls',
  'aws.mq.endpoints',
  'aws.msk.endpoints',
  'aws.opensearch.endpoints',
  'aws.rds.gateways',
  'aws.redshift.endpoints',
] as const;

export type ManagedEndpointArtifacts = {
  readonly [K in (typeof managedEndpointKeys)[number]]: Slice<ManagedEndpoint>;
};
