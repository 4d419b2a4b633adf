import type { AwsResource } from './aws.ts';
import type { Read } from './gap.ts';
import type { Cidr } from './network.ts';
import type { Slice } from './slice.ts';

/** A service that others reach over PrivateLink, by an endpoint in a VPC of theirs. */
export interface EndpointService extends AwsResource {
  readonly name: string;
  /** Every connection waits until somebody accepts it; null: the answer does not tell. */
  readonly acceptance: boolean | null;
  /** Who may ask for a connection, as AWS writes principals; null where each is accepted one by one, and not asked for. */
  readonly principals: Read<readonly string[]> | null;
}

/** An EC2 Instance Connect endpoint: a tunnel into its VPC for whom IAM allows it. */
export interface ConnectEndpoint extends AwsResource {
  readonly name: string;
  readonly vpc: string;
  readonly subnet: string;
  readonly groups: readonly string[];
  readonly interfaces: readonly string[];
  readonly available: boolean;
  /** Whether instances see the address of the client; null: the answer does not tell. */
  readonly preservesClientIp: boolean | null;
}

/** A Client VPN endpoint: a door into its subnets for whom it authenticates. */
export interface ClientVpn extends AwsResource {
  readonly name: string;
  readonly vpc: string | null;
  readonly groups: readonly string[];
  readonly protocol: 'tcp' | 'udp';
  readonly port: number | null;
  /** Addresses that clients are given; in the VPC they appear with those of the endpoint. */
  readonly clients: Cidr | null;
  /** `certificate-authentication`, `directory-service-authentication`, `federated-authentication`. */
  readonly authentication: readonly string[];
  /** The subnets it is associated with. */
  readonly subnets: Read<readonly string[]>;
  /** Where its clients may go; `group` null: all of them. */
  readonly rules: Read<readonly { readonly to: Cidr; readonly group: string | null }[]>;
}

export interface PrivateDoorArtifacts {
  readonly 'aws.ec2.endpoint-services': Slice<EndpointService>;
  readonly 'aws.ec2.connect-endpoints': Slice<ConnectEndpoint>;
  readonly 'aws.ec2.client-vpns': Slice<ClientVpn>;
}
