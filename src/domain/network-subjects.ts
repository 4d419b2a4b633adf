import type { AwsPlace, AwsResource } from './aws.ts';
import type { Read } from './gap.ts';
import type { GlobalNetworkFacts, Instance, NetworkFacts } from './network.ts';
import type { Slice } from './slice.ts';

/** An interface as a subject of its own: what an instance or a service of AWS is reached by. */
export interface InterfaceSubject extends AwsResource {
  /** Name tag of the instance or the interface, else the id of what it belongs to. */
  readonly name: string;
  readonly vpc: string;
  readonly instance: string | null;
  /** Whom it serves: load balancers and NAT gateways are judged as such. */
  readonly serves: 'instance' | 'load-balancer' | 'nat-gateway' | 'file-system' | 'other';
  readonly inUse: boolean;
}

/** An instance as a subject of its own. */
export interface InstanceSubject extends Instance, AwsPlace {}

export interface VpcSubject extends AwsResource {
  readonly name: string;
}

export interface GroupSubject extends AwsResource {
  readonly name: string;
  readonly vpc: string;
}

/** A door of EC2 Instance Connect: whoever IAM admits gets a connection that comes from its subnet. */
export interface ConnectEndpoint {
  readonly id: string;
  readonly vpc: string;
  readonly subnet: string;
  readonly groups: readonly string[];
  /** The instance sees the address of the person instead. */
  readonly preservesClientIp: boolean;
}

/** Shells of a region that IAM opens, whatever the network says. */
export interface IdentityShells extends AwsPlace {
  /** Instances whose agent is online for Session Manager and Run Command. */
  readonly managed: Read<readonly string[]>;
  readonly connectEndpoints: Read<readonly ConnectEndpoint[]>;
  /** Whether the account allows the serial console of its instances. */
  readonly serialConsole: Read<boolean>;
}

/** How an EFS file system can be mounted: the groups of all its mount targets; empty = it has none. */
export interface FileSystemMounts extends AwsResource {
  readonly name: string;
  readonly groups: Read<readonly string[]>;
}

/**
 * `aws.network` and `aws.network.doors` hold everything the engine needs and never have gaps of their own, as only the engine can tell what
 * matters; the others list what is judged.
 */
export interface NetworkArtifacts {
  readonly 'aws.network': Slice<NetworkFacts>;
  readonly 'aws.network.doors': Slice<GlobalNetworkFacts>;
  readonly 'aws.ec2.interfaces': Slice<InterfaceSubject>;
  readonly 'aws.ec2.instances': Slice<InstanceSubject>;
  readonly 'aws.ec2.vpcs': Slice<VpcSubject>;
  readonly 'aws.ec2.shells': Slice<IdentityShells>;
  readonly 'aws.efs.mounts': Slice<FileSystemMounts>;
  readonly 'aws.ec2.security-groups': Slice<GroupSubject>;
}
