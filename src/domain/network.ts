import type { Tags } from './aws.ts';
import type { Read } from './gap.ts';

declare const canonical: unique symbol;

/** An address block in canonical text, host bits zero: `10.0.0.0/8`, `2001:db8::/32`. Only the parser makes one. */
export type Cidr = string & { readonly [canonical]: 'cidr' };

/** One IPv4 or IPv6 address in canonical text. Only the parser makes one. */
export type Ip = string & { readonly [canonical]: 'ip' };

export type Family = 4 | 6;

export type Direction = 'ingress' | 'egress';

/**
 * What a rule of a security group or network ACL matches, whatever the peer. Ports are inclusive; `null` in ICMP means any.
 * `malformed` is a rule that AWS should never return (tcp with port -1): it may match every port and need not match any.
 */
export type Traffic =
  | { readonly kind: 'all' }
  | { readonly kind: 'ports'; readonly protocol: 'tcp' | 'udp'; readonly from: number; readonly to: number }
  | { readonly kind: 'icmp'; readonly version: Family; readonly type: number | null; readonly code: number | null }
  /** A protocol without ports (GRE, ESP): all of it, whatever the port fields say. */
  | { readonly kind: 'protocol'; readonly number: number }
  | { readonly kind: 'malformed'; readonly protocol: 'tcp' | 'udp' | 'icmp' };

// --- VPC, subnets, routes ------------------------------------------------------------------------

/** VPC Block Public Access, as an account's options or the describe answer of a VPC or subnet states it. */
export type BlockMode = 'off' | 'block-bidirectional' | 'block-ingress';

export interface Vpc {
  readonly id: string;
  readonly owner: string;
  readonly cidrs: readonly Cidr[];
  readonly isDefault: boolean;
  /** null: the answer did not say. */
  readonly blockMode: BlockMode | null;
  readonly tags: Tags;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: string;
  readonly owner: string;
  readonly zone: string | null;
  readonly cidrs: readonly Cidr[];
  readonly publicIpOnLaunch: boolean;
  readonly ipv6OnLaunch: boolean;
  readonly blockMode: BlockMode | null;
  readonly tags: Tags;
}

export type RouteTargetKind =
  | 'local'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'network-interface'
  | 'vpc-endpoint'
  | 'vpc-peering-connection'
  | 'transit-gateway'
  | 'vpn-gateway'
  | 'carrier-gateway'
  | 'local-gateway'
  | 'core-network'
  /** What a table of a transit gateway forwards to. */
  | 'transit-gateway-attachment'
  /** A route of a transit gateway that drops what it takes. */
  | 'blackhole'
  | 'other';

export interface Route {
  readonly to: { readonly cidr: Cidr } | { readonly prefixList: string };
  readonly target: RouteTargetKind;
  readonly targetId: string;
  readonly state: 'active' | 'blackhole' | 'filtered' | 'other';
  readonly origin: 'local' | 'static' | 'propagated' | 'other';
}

export interface RouteTable {
  readonly id: string;
  readonly vpc: string;
  /** The table of every subnet of this VPC without an explicit association. */
  readonly main: boolean;
  readonly subnets: readonly string[];
  /** Edge associations: internet or VPN gateways whose inbound traffic it steers. */
  readonly gateways: readonly string[];
  readonly routes: readonly Route[];
}

export interface InternetGateway {
  readonly id: string;
  readonly vpcs: readonly string[];
}

export interface Peering {
  readonly id: string;
  readonly active: boolean;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
}

export interface PeeringSide {
  readonly vpc: string;
  readonly owner: string;
  readonly region: string | null;
  readonly cidrs: readonly Cidr[];
}

/** Something joined to a transit gateway. */
export interface TransitAttachment {
  readonly id: string;
  readonly gateway: string;
  /** AWS's ResourceType: `vpc`, `peering`, `vpn`, `direct-connect-gateway`, `connect`, … */
  readonly kind: string;
  /** The VPC, or the transit gateway at the other end of a peering. */
  readonly resource: string;
  /** Subnets of a VPC that it enters and leaves by, at most one in each zone. */
  readonly subnets: Read<readonly string[]>;
  readonly available: boolean;
  /** Whether the attachment and the gateway let security groups be referenced across. */
  readonly groupReferencing: Read<boolean>;
  /** The gateway's table that routes what enters here; null = none, so that it goes nowhere. */
  readonly table: Read<string | null>;
}

/** A route table of a transit gateway. Its routes lead to attachments; equal ones to several of them. */
export interface TransitTable {
  readonly id: string;
  readonly gateway: string;
  readonly routes: Read<readonly Route[]>;
}

export interface BlockOptions {
  readonly mode: BlockMode;
  /** `false`: a change is in progress, so the mode is not settled. */
  readonly settled: boolean;
  readonly exclusionsAllowed: boolean;
}

export interface BlockExclusion {
  readonly id: string;
  /** Id of the excluded VPC or subnet. */
  readonly of: string;
  readonly mode: 'allow-bidirectional' | 'allow-egress';
  readonly state: 'active' | 'changing' | 'inactive';
}

// --- Filters -------------------------------------------------------------------------------------

export interface AclEntry {
  readonly number: number;
  readonly direction: Direction;
  readonly allow: boolean;
  readonly traffic: Traffic;
  readonly cidr: Cidr;
}

export interface NetworkAcl {
  readonly id: string;
  readonly vpc: string;
  readonly isDefault: boolean;
  readonly subnets: readonly string[];
  readonly entries: readonly AclEntry[];
}

/** The other end a security-group rule names: exactly one of these. */
export type RulePeer =
  | { readonly kind: 'cidr'; readonly cidr: Cidr }
  | { readonly kind: 'prefix-list'; readonly id: string }
  | { readonly kind: 'group'; readonly group: string; readonly owner: string | null; readonly peering: string | null };

export interface GroupRule {
  readonly id: string;
  readonly direction: Direction;
  readonly traffic: Traffic;
  readonly peer: RulePeer;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpc: string;
  readonly owner: string;
  readonly rules: readonly GroupRule[];
  readonly tags: Tags;
}

/** A security group made usable in a second VPC. */
export interface GroupAssociation {
  readonly group: string;
  readonly vpc: string;
}

export interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly family: Family | null;
  readonly entries: Read<readonly Cidr[]>;
}

// --- What can be reached -------------------------------------------------------------------------

export interface NetworkInterface {
  readonly id: string;
  readonly owner: string;
  readonly vpc: string;
  readonly subnet: string;
  readonly groups: readonly string[];
  /** AWS's InterfaceType: `interface`, `network_load_balancer`, `global_accelerator_managed`, … */
  readonly type: string;
  readonly description: string;
  /** Account or service on whose behalf it was made: `amazon-elb`, `amazon-rds`; null = the owner's own. */
  readonly requester: string | null;
  /** `false`: attached to nothing, so that nothing can answer. */
  readonly inUse: boolean;
  readonly instance: string | null;
  /** The first interface of its instance, which load balancers send to. */
  readonly primary: boolean;
  /** `false`: it may forward what is not its own (NAT instance, firewall). */
  readonly sourceDestCheck: boolean;
  /** Drops all traffic of internet gateways on IPv6 (internal dual-stack load balancers). */
  readonly denyAllIgwTraffic: boolean;
  readonly addresses: readonly { readonly private: Ip; readonly public: Ip | null }[];
  readonly ipv6: readonly Cidr[];
  readonly tags: Tags;
}

export interface Instance {
  readonly id: string;
  readonly state: string;
  readonly vpc: string | null;
  readonly subnet: string | null;
  readonly publicIp: Ip | null;
  readonly profile: string | null;
  readonly keyName: string | null;
  /** The metadata service; null where the answer did not say. */
  readonly metadata: { readonly enabled: boolean | null; readonly tokenRequired: boolean | null };
  readonly tags: Tags;
}

export interface BalancerListener {
  readonly port: number;
  readonly protocols: readonly ('tcp' | 'udp')[];
  /** Target groups its default action and rules forward to. */
  readonly forwards: Read<readonly string[]>;
}

/** A load balancer of any kind as the network sees it. Classic ones carry one synthetic target group per listener. */
export interface Balancer {
  readonly id: string;
  readonly name: string;
  readonly kind: 'application' | 'network' | 'gateway' | 'classic';
  readonly internetFacing: boolean;
  readonly vpc: string;
  readonly nodes: readonly { readonly subnet: string; readonly zone: string | null }[];
  /** Empty on a network load balancer made without groups: nothing filters its listeners. */
  readonly groups: readonly string[];
  readonly publicFamilies: readonly Family[];
  readonly crossZone: boolean;
  readonly listeners: Read<readonly BalancerListener[]>;
  readonly tags: Tags;
}

export interface TargetGroup {
  readonly id: string;
  readonly port: number | null;
  readonly type: 'instance' | 'ip' | 'lambda' | 'alb';
  readonly vpc: string | null;
  readonly balancers: readonly string[];
  /** Whether the target sees the client's address (network load balancers only). */
  readonly preservesClientIp: Read<boolean>;
  readonly targets: Read<readonly BalancerTarget[]>;
}

export interface BalancerTarget {
  /** Instance id, address or load-balancer ARN, as the type of the group says. */
  readonly id: string;
  readonly port: number | null;
}

export interface FlowLog {
  readonly id: string;
  /** VPC, subnet or interface it is made for. */
  readonly resource: string;
  readonly active: boolean;
  readonly delivering: boolean;
  readonly traffic: string;
}

export interface VpcEndpoint {
  readonly id: string;
  readonly vpc: string;
  readonly service: string;
  readonly type: string;
  readonly available: boolean;
}

// --- Doors outside the VPC -----------------------------------------------------------------------

export interface AcceleratorEndpoint {
  readonly accelerator: string;
  /** ARN of a load balancer, an instance id or an allocation id. */
  readonly target: string;
  /** `false`: weight or traffic dial is zero, so that traffic comes only when nothing else is healthy. */
  readonly served: boolean;
  readonly protocol: 'tcp' | 'udp';
  readonly ports: readonly { readonly from: number; readonly to: number; readonly targetPort: number | null }[];
  readonly preservesClientIp: boolean;
}

/** A CloudFront origin inside a VPC, used by at least one enabled distribution. */
export interface VpcOrigin {
  readonly id: string;
  /** ARN of a load balancer or an instance. */
  readonly target: string;
  readonly ports: readonly number[];
  readonly distributions: readonly string[];
}

/** Every network fact of one account and region. Each part says for itself whether it was read. */
export interface NetworkFacts {
  readonly account: string;
  readonly region: string;
  readonly vpcs: Read<readonly Vpc[]>;
  readonly subnets: Read<readonly Subnet[]>;
  readonly routeTables: Read<readonly RouteTable[]>;
  readonly internetGateways: Read<readonly InternetGateway[]>;
  readonly networkAcls: Read<readonly NetworkAcl[]>;
  readonly securityGroups: Read<readonly SecurityGroup[]>;
  readonly groupAssociations: Read<readonly GroupAssociation[]>;
  readonly prefixLists: Read<readonly PrefixList[]>;
  readonly blockOptions: Read<BlockOptions>;
  readonly blockExclusions: Read<readonly BlockExclusion[]>;
  readonly peerings: Read<readonly Peering[]>;
  readonly transitAttachments: Read<readonly TransitAttachment[]>;
  readonly transitTables: Read<readonly TransitTable[]>;
  readonly interfaces: Read<readonly NetworkInterface[]>;
  readonly instances: Read<readonly Instance[]>;
  readonly balancers: Read<readonly Balancer[]>;
  readonly targetGroups: Read<readonly TargetGroup[]>;
  readonly flowLogs: Read<readonly FlowLog[]>;
  readonly vpcEndpoints: Read<readonly VpcEndpoint[]>;
}

/** Doors that belong to no region. */
export interface GlobalNetworkFacts {
  readonly account: string;
  readonly accelerators: Read<readonly AcceleratorEndpoint[]>;
  readonly vpcOrigins: Read<readonly VpcOrigin[]>;
}

export type {
  ConnectEndpoint,
  FileSystemMounts,
  GroupSubject,
  IdentityShells,
  InstanceSubject,
  InterfaceSubject,
  NetworkArtifacts,
  VpcSubject,
} from './network-subjects.ts';
