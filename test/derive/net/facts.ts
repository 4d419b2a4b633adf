import { known } from '../../../src/domain/gap.ts';
import type {
  AclEntry,
  Balancer,
  Cidr,
  GroupRule,
  Ip,
  NetworkAcl,
  NetworkFacts,
  NetworkInterface,
  Route,
  RouteTable,
  RouteTargetKind,
  SecurityGroup,
  Subnet,
  TargetGroup,
  Traffic,
  TransitAttachment,
  TransitTable,
  Vpc,
} from '../../../src/domain/network.ts';
import { parseCidr, parseIp } from '../../../src/parse/aws/network/address.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

export const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (parsed === null) throw new Error(`not a block: ${text}`);
  return parsed;
};

export const ip = (text: string): Ip => {
  const parsed = parseIp(text);
  if (parsed === null) throw new Error(`not an address: ${text}`);
  return parsed;
};

export const denied = (action: string) =>
  ({ ok: false, gap: { kind: 'denied', action, detail: 'no policy allows it' } }) as const;

/** `tcp/22`, `udp/53-60`, `all`, `icmp`, `icmpv6`, `icmp/8.0`, `gre`, `47`, `tcp/?` (malformed). */
const traffic = (text: string): Traffic => {
  const [protocol = '', ports] = text.split('/');
  if (protocol === 'all') return { kind: 'all' };
  if (protocol === 'icmp' || protocol === 'icmpv6') {
    const [type, code] = (ports ?? '').split('.');
    return {
      kind: 'icmp',
      version: protocol === 'icmp' ? 4 : 6,
      type: type === undefined || type === '' ? null : Number(type),
      code: code === undefined ? null : Number(code),
    };
  }
  if (protocol !== 'tcp' && protocol !== 'udp')
    return { kind: 'protocol', number: protocol === 'gre' ? 47 : Number(protocol) };
  if (ports === '?') return { kind: 'malformed', protocol };
  const [from = '0', to = from] = (ports ?? '0-65535').split('-');
  return { kind: 'ports', protocol, from: Number(from), to: Number(to) };
};

let counter = 0;

/** A rule `tcp/22` from a block, `pl-…` or `sg-…`. */
export const rule = (what: string, from: string, direction: 'ingress' | 'egress' = 'ingress'): GroupRule => ({
  id: `sgr-${++counter}`,
  direction,
  traffic: traffic(what),
  peer: from.startsWith('sg-')
    ? { kind: 'group', group: from, owner: ACCOUNT, peering: null }
    : from.startsWith('pl-')
      ? { kind: 'prefix-list', id: from }
      : { kind: 'cidr', cidr: cidr(from) },
});

export const group = (id: string, rules: readonly GroupRule[], extra: Partial<SecurityGroup> = {}): SecurityGroup => ({
  id,
  name: id,
  vpc: 'vpc-1',
  owner: ACCOUNT,
  rules: [...rules, rule('all', '0.0.0.0/0', 'egress'), rule('all', '::/0', 'egress')],
  tags: {},
  ...extra,
});

export const vpc = (id: string, cidrs: readonly string[], extra: Partial<Vpc> = {}): Vpc => ({
  id,
  owner: ACCOUNT,
  cidrs: cidrs.map(cidr),
  isDefault: false,
  blockMode: null,
  tags: {},
  ...extra,
});

export const subnet = (id: string, cidrs: readonly string[], extra: Partial<Subnet> = {}): Subnet => ({
  id,
  vpc: 'vpc-1',
  owner: ACCOUNT,
  zone: 'euw1-az1',
  cidrs: cidrs.map(cidr),
  publicIpOnLaunch: false,
  ipv6OnLaunch: false,
  blockMode: null,
  tags: {},
  ...extra,
});

const KINDS: readonly (readonly [string, RouteTargetKind])[] = [
  ['local', 'local'],
  ['igw-', 'internet-gateway'],
  ['eigw-', 'egress-only-internet-gateway'],
  ['nat-', 'nat-gateway'],
  ['eni-', 'network-interface'],
  ['vpce-', 'vpc-endpoint'],
  ['pcx-', 'vpc-peering-connection'],
  ['tgw-', 'transit-gateway'],
  ['vgw-', 'vpn-gateway'],
  ['arn:aws:networkmanager', 'core-network'],
  ['tgw-attach-', 'transit-gateway-attachment'],
  ['blackhole', 'blackhole'],
];

export const route = (to: string, target: string, extra: Partial<Route> = {}): Route => ({
  to: to.startsWith('pl-') ? { prefixList: to } : { cidr: cidr(to) },
  target: KINDS.findLast(([prefix]) => target.startsWith(prefix))?.[1] ?? 'other',
  targetId: target,
  state: 'active',
  origin: target === 'local' ? 'local' : 'static',
  ...extra,
});

const LOCAL: readonly Route[] = [route('10.0.0.0/16', 'local'), route('2001:db8:1::/56', 'local')];

export const table = (
  id: string,
  subnets: readonly string[],
  routes: readonly Route[],
  extra: Partial<RouteTable> = {},
): RouteTable => ({
  id,
  vpc: 'vpc-1',
  main: false,
  subnets,
  gateways: [],
  routes: [...LOCAL, ...routes],
  ...extra,
});

export const entry = (
  number: number,
  direction: 'ingress' | 'egress',
  action: 'allow' | 'deny',
  what: string,
  from: string,
): AclEntry => ({ number, direction, allow: action === 'allow', traffic: traffic(what), cidr: cidr(from) });

export const ALLOW_ALL: readonly AclEntry[] = (['ingress', 'egress'] as const).flatMap((direction) => [
  entry(100, direction, 'allow', 'all', '0.0.0.0/0'),
  entry(101, direction, 'allow', 'all', '::/0'),
]);

export const acl = (
  id: string,
  subnets: readonly string[],
  entries: readonly AclEntry[],
  extra: Partial<NetworkAcl> = {},
): NetworkAcl => ({
  id,
  vpc: 'vpc-1',
  isDefault: false,
  subnets,
  entries,
  ...extra,
});

export const eni = (id: string, extra: Partial<NetworkInterface> = {}): NetworkInterface => ({
  id,
  owner: ACCOUNT,
  vpc: 'vpc-1',
  subnet: 'subnet-pub',
  groups: ['sg-web'],
  type: 'interface',
  description: '',
  requester: null,
  inUse: true,
  instance: id.replace('eni-', 'i-'),
  primary: true,
  sourceDestCheck: true,
  denyAllIgwTraffic: false,
  addresses: [{ private: ip('10.0.1.5'), public: ip('198.51.100.5') }],
  ipv6: [],
  tags: {},
  ...extra,
});

export const balancer = (extra: Partial<Balancer> = {}): Balancer => ({
  id: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1',
  name: 'web',
  kind: 'application',
  internetFacing: true,
  vpc: 'vpc-1',
  nodes: [{ subnet: 'subnet-pub', zone: 'euw1-az1' }],
  groups: ['sg-lb'],
  publicFamilies: [4],
  crossZone: true,
  listeners: known([{ port: 443, protocols: ['tcp'], forwards: known(['tg-1']) }]),
  tags: {},
  ...extra,
});

export const targetGroup = (targets: readonly string[], extra: Partial<TargetGroup> = {}): TargetGroup => ({
  id: 'tg-1',
  port: 8080,
  type: 'instance',
  vpc: 'vpc-1',
  balancers: [],
  preservesClientIp: known(false),
  targets: known(targets.map((id) => ({ id, port: null }))),
  ...extra,
});

/** A VPC on `tgw-1`, by the subnets named, routed by `tgw-rtb-1`. */
export const attachment = (
  id: string,
  resource: string,
  subnets: readonly string[],
  extra: Partial<TransitAttachment> = {},
): TransitAttachment => ({
  id,
  gateway: 'tgw-1',
  kind: 'vpc',
  resource,
  subnets: known(subnets),
  available: true,
  groupReferencing: known(false),
  table: known('tgw-rtb-1'),
  ...extra,
});

export const transitTable = (routes: readonly Route[], extra: Partial<TransitTable> = {}): TransitTable => ({
  id: 'tgw-rtb-1',
  gateway: 'tgw-1',
  routes: known(routes),
  ...extra,
});

/**
 * One VPC, 10.0.0.0/16: a public subnet (explicit table with 0/0 and ::/0 to the gateway), a private one (main table), an ACL that allows
 * everything, Block Public Access off. `eni-web` is public and admits tcp/443 of the world.
 */
export const facts = (extra: Partial<NetworkFacts> = {}): NetworkFacts => ({
  account: ACCOUNT,
  region: REGION,
  vpcs: known([vpc('vpc-1', ['10.0.0.0/16', '2001:db8:1::/56'])]),
  subnets: known([
    subnet('subnet-pub', ['10.0.1.0/24', '2001:db8:1:1::/64']),
    subnet('subnet-priv', ['10.0.2.0/24', '2001:db8:1:2::/64']),
  ]),
  routeTables: known([
    table('rtb-main', [], [], { main: true }),
    table('rtb-pub', ['subnet-pub'], [route('0.0.0.0/0', 'igw-1'), route('::/0', 'igw-1')]),
  ]),
  internetGateways: known([{ id: 'igw-1', vpcs: ['vpc-1'] }]),
  networkAcls: known([acl('acl-1', ['subnet-pub', 'subnet-priv'], ALLOW_ALL, { isDefault: true })]),
  securityGroups: known([group('sg-web', [rule('tcp/443', '0.0.0.0/0')])]),
  groupAssociations: known([]),
  prefixLists: known([]),
  blockOptions: known({ mode: 'off', settled: true, exclusionsAllowed: true }),
  blockExclusions: known([]),
  peerings: known([]),
  transitAttachments: known([]),
  transitTables: known([]),
  interfaces: known([eni('eni-web')]),
  instances: known([]),
  balancers: known([]),
  targetGroups: known([]),
  flowLogs: known([]),
  vpcEndpoints: known([]),
  ...extra,
});
