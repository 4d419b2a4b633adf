import { describe, expect, test } from 'vitest';
import { exposureOf } from '../../../src/derive/net/exposure.ts';
import { networkOf } from '../../../src/derive/net/network.ts';
import type { ProtocolClass } from '../../../src/derive/net/traffic.ts';
import {
  aboutPort,
  describePath,
  describePorts,
  missingFor,
  openPorts,
  verdictOf,
  witnessOf,
} from '../../../src/derive/net/verdict.ts';
import { known } from '../../../src/domain/gap.ts';
import type { NetworkFacts } from '../../../src/domain/network.ts';
import {
  ALLOW_ALL,
  acl,
  cidr,
  denied,
  eni,
  entry,
  facts,
  group,
  ip,
  route,
  rule,
  subnet,
  table,
  vpc,
} from './facts.ts';

interface Row {
  readonly name: string;
  readonly given: Partial<NetworkFacts>;
  readonly port?: readonly [ProtocolClass, number];
  readonly expect: 'reachable' | 'blocked' | 'unknown';
  readonly code?: string;
  readonly missing?: string;
}

const web = { kind: 'network-interface', id: 'eni-web' } as const;
const groups = (...rules: readonly (readonly [string, string])[]): Partial<NetworkFacts> => ({
  securityGroups: known([
    group(
      'sg-web',
      rules.map(([what, from]) => rule(what, from)),
    ),
  ]),
});
const tables = (...routes: Parameters<typeof table>[2]): Partial<NetworkFacts> => ({
  routeTables: known([table('rtb-main', [], [], { main: true }), table('rtb-pub', ['subnet-pub'], routes)]),
});
const acls = (...entries: Parameters<typeof acl>[2]): Partial<NetworkFacts> => ({
  networkAcls: known([acl('acl-1', ['subnet-pub', 'subnet-priv'], entries)]),
});
const v6 = { addresses: [{ private: ip('10.0.1.5'), public: null }], ipv6: [cidr('2001:db8:1:1::5/128')] };
const SSH = ['tcp', 22] as const;
const HTTPS = ['tcp', 443] as const;
const OPEN_ENTRIES = ALLOW_ALL.filter(({ direction }) => direction === 'egress');
const IN_ALL = entry(100, 'ingress', 'allow', 'all', '0.0.0.0/0');

const judge = (rows: readonly Row[]): void => {
  test.each(rows)('$name', ({ given, port, expect: verdict, code, missing }) => {
    const network = networkOf([facts(given)]);
    const exposure = exposureOf(network, web);
    const question = port === undefined ? {} : aboutPort(...port);
    expect(verdictOf(exposure, question)).toBe(verdict);
    expect(witnessOf(exposure, question) === null).toBe(verdict !== 'reachable');
    if (code !== undefined) expect(exposure.blockers.map((hop) => hop.code)).toContain(code);
    if (missing !== undefined)
      expect(missingFor(exposure, question).map(({ component }) => component)).toContain(missing);
    if (verdict === 'unknown') expect(missingFor(exposure, question)).not.toEqual([]);
  });
};

describe('security groups', () => {
  judge([
    { name: 'SG1 no rule is deny', given: groups(), expect: 'blocked', code: 'ENI_SG_RULES_MISMATCH' },
    {
      name: 'SG1 the union of two groups counts',
      given: {
        securityGroups: known([group('sg-web', []), group('sg-b', [rule('tcp/22', '0.0.0.0/0')])]),
        interfaces: known([eni('eni-web', { groups: ['sg-web', 'sg-b'] })]),
      },
      port: SSH,
      expect: 'reachable',
    },
    {
      name: 'SG2 egress rules do not open ingress',
      given: { securityGroups: known([group('sg-web', [rule('tcp/22', '0.0.0.0/0', 'egress')])]) },
      expect: 'blocked',
    },
    {
      name: 'SG2 replies need no egress rule',
      given: { securityGroups: known([{ ...group('sg-web', []), rules: [rule('tcp/443', '0.0.0.0/0')] }]) },
      expect: 'reachable',
    },
    { name: 'SG3 all traffic opens every port', given: groups(['all', '0.0.0.0/0']), port: SSH, expect: 'reachable' },
    { name: 'SG3 GRE is not port 47', given: groups(['gre', '0.0.0.0/0']), port: ['tcp', 47], expect: 'blocked' },
    { name: 'SG3 GRE is not port 22', given: groups(['gre', '0.0.0.0/0']), port: SSH, expect: 'blocked' },
    { name: 'SG3 GRE is open as GRE', given: groups(['gre', '0.0.0.0/0']), port: ['other', 47], expect: 'reachable' },
    { name: 'SG3 protocol 6 by number is TCP', given: groups(['6', '0.0.0.0/0']), port: SSH, expect: 'reachable' },
    {
      name: 'SG4 echo request alone',
      given: groups(['icmp/8', '0.0.0.0/0']),
      port: ['icmp', 8 * 256],
      expect: 'reachable',
    },
    {
      name: 'SG4 another ICMP type stays closed',
      given: groups(['icmp/8', '0.0.0.0/0']),
      port: ['icmp', 13 * 256],
      expect: 'blocked',
    },
    {
      name: 'SG5 a port range holds its ends',
      given: groups(['tcp/20-22', '0.0.0.0/0']),
      port: SSH,
      expect: 'reachable',
    },
    { name: 'SG5 one port beyond the range', given: groups(['tcp/20-21', '0.0.0.0/0']), port: SSH, expect: 'blocked' },
    { name: 'SG5 tcp 1-65535', given: groups(['tcp/1-65535', '0.0.0.0/0']), port: SSH, expect: 'reachable' },
    {
      name: 'SG5 a malformed rule decides nothing',
      given: groups(['tcp/?', '0.0.0.0/0']),
      expect: 'unknown',
      missing: 'security-group-rule',
    },
    {
      name: 'SG5 a malformed rule beside a good one',
      given: groups(['tcp/?', '0.0.0.0/0'], ['tcp/22', '0.0.0.0/0']),
      port: SSH,
      expect: 'reachable',
    },
    { name: 'UDP open is not TCP open', given: groups(['udp/22', '0.0.0.0/0']), port: SSH, expect: 'blocked' },
    { name: 'UDP open is open as UDP', given: groups(['udp/53', '0.0.0.0/0']), port: ['udp', 53], expect: 'reachable' },
    {
      name: '80 and 443 open are not all ports',
      given: groups(['tcp/80', '0.0.0.0/0'], ['tcp/443', '0.0.0.0/0']),
      port: SSH,
      expect: 'blocked',
    },
    {
      name: 'SG6 a private source',
      given: groups(['tcp/22', '10.0.0.0/8']),
      expect: 'blocked',
      code: 'ENI_SG_RULES_MISMATCH',
    },
    {
      name: 'SG6 carrier-grade NAT is not the internet',
      given: groups(['tcp/22', '100.64.0.0/10']),
      expect: 'blocked',
    },
    { name: 'SG6 half of the internet', given: groups(['tcp/22', '0.0.0.0/1']), port: SSH, expect: 'reachable' },
    { name: 'SG6 the other half', given: groups(['tcp/22', '128.0.0.0/1']), port: SSH, expect: 'reachable' },
    { name: 'SG6 a public /8', given: groups(['tcp/22', '8.0.0.0/8']), port: SSH, expect: 'reachable' },
    {
      name: 'SG6 10.0.0.0/7 leaks 11.0.0.0/8',
      given: groups(['tcp/22', '10.0.0.0/7']),
      port: SSH,
      expect: 'reachable',
    },
    { name: 'SG6 an IPv6 source does not open IPv4', given: groups(['tcp/22', '::/0']), expect: 'blocked' },
    { name: 'SG7 self-reference never means the internet', given: groups(['all', 'sg-web']), expect: 'blocked' },
    {
      name: 'SG9 a group of an unseen account never means the internet',
      given: groups(['tcp/22', 'sg-foreign']),
      expect: 'blocked',
    },
    {
      name: 'SG11 a prefix list with everything',
      given: {
        ...groups(['tcp/22', 'pl-1']),
        prefixLists: known([{ id: 'pl-1', name: 'x', family: 4, entries: known([cidr('0.0.0.0/0')]) }]),
      },
      port: SSH,
      expect: 'reachable',
    },
    {
      name: 'SG11 a private prefix list',
      given: {
        ...groups(['tcp/22', 'pl-1']),
        prefixLists: known([{ id: 'pl-1', name: 'x', family: 4, entries: known([cidr('10.0.0.0/8')]) }]),
      },
      expect: 'blocked',
    },
    {
      name: 'SG11 an unreadable prefix list',
      given: {
        ...groups(['tcp/22', 'pl-1']),
        prefixLists: known([{ id: 'pl-1', name: 'x', family: 4, entries: denied('ec2:GetManagedPrefixListEntries') }]),
      },
      expect: 'unknown',
      missing: 'prefix-list',
    },
    {
      name: 'SG11 no prefix list could be listed',
      given: { ...groups(['tcp/22', 'pl-1']), prefixLists: denied('ec2:DescribeManagedPrefixLists') },
      expect: 'unknown',
      missing: 'prefix-list',
    },
    {
      name: 'SG11 an unreadable IPv6 list is no way for IPv4',
      given: {
        ...groups(['tcp/22', 'pl-1']),
        prefixLists: known([{ id: 'pl-1', name: 'x', family: 6, entries: denied('ec2:GetManagedPrefixListEntries') }]),
      },
      expect: 'blocked',
    },
    {
      name: 'SG11 prefix lists unread but none used',
      given: { prefixLists: denied('ec2:DescribeManagedPrefixLists') },
      port: SSH,
      expect: 'blocked',
    },
    {
      name: 'groups unread',
      given: { securityGroups: denied('ec2:DescribeSecurityGroups') },
      expect: 'unknown',
      missing: 'security-group',
    },
  ]);
});

describe('network ACLs', () => {
  const deny22 = entry(50, 'ingress', 'deny', 'tcp/22', '0.0.0.0/0');
  const any = groups(['all', '0.0.0.0/0']);
  judge([
    {
      name: 'AC1 an earlier deny shadows a later allow, whatever their order in the answer',
      given: { ...any, ...acls(IN_ALL, deny22, ...OPEN_ENTRIES) },
      port: SSH,
      expect: 'blocked',
    },
    {
      name: 'AC1 a later deny is shadowed',
      given: { ...any, ...acls(entry(150, 'ingress', 'deny', 'tcp/22', '0.0.0.0/0'), IN_ALL, ...OPEN_ENTRIES) },
      port: SSH,
      expect: 'reachable',
    },
    {
      name: 'AC1 no entry is deny',
      given: { ...any, ...acls(...OPEN_ENTRIES) },
      expect: 'blocked',
      code: 'SUBNET_ACL_RESTRICTION',
    },
    {
      name: 'AC1 half of the internet is left',
      given: { ...any, ...acls(entry(50, 'ingress', 'deny', 'tcp/22', '0.0.0.0/1'), IN_ALL, ...OPEN_ENTRIES) },
      port: SSH,
      expect: 'reachable',
    },
    {
      name: 'AC1 two halves denied',
      given: {
        ...any,
        ...acls(
          entry(50, 'ingress', 'deny', 'tcp/22', '0.0.0.0/1'),
          entry(51, 'ingress', 'deny', 'tcp/22', '128.0.0.0/1'),
          IN_ALL,
          ...OPEN_ENTRIES,
        ),
      },
      port: SSH,
      expect: 'blocked',
    },
    {
      name: 'AC1 the rule admits only what the ACL denies',
      given: {
        ...groups(['tcp/22', '8.8.8.0/24']),
        ...acls(entry(50, 'ingress', 'deny', 'all', '8.0.0.0/8'), IN_ALL, ...OPEN_ENTRIES),
      },
      port: SSH,
      expect: 'blocked',
      code: 'SUBNET_ACL_RESTRICTION',
    },
    {
      name: 'AC1 an unassociated subnet has the default ACL of its VPC',
      given: {
        ...any,
        networkAcls: known([
          acl('acl-other', [], ALLOW_ALL, { isDefault: true, vpc: 'vpc-2' }),
          acl('acl-d', [], [...OPEN_ENTRIES], { isDefault: true }),
        ]),
      },
      expect: 'blocked',
    },
    {
      name: 'AC2 no reply may leave',
      given: { ...any, ...acls(IN_ALL) },
      port: SSH,
      expect: 'blocked',
      code: 'SUBNET_ACL_RESTRICTION',
    },
    {
      name: 'AC3 IPv4 entries do not open IPv6',
      given: {
        ...groups(['tcp/22', '::/0']),
        ...acls(IN_ALL, ...OPEN_ENTRIES),
        interfaces: known([eni('eni-web', v6)]),
      },
      expect: 'blocked',
    },
    {
      name: 'AC3 the ACL speaks of destination ports',
      given: { ...any, ...acls(entry(100, 'ingress', 'allow', 'tcp/443', '0.0.0.0/0'), ...OPEN_ENTRIES) },
      port: SSH,
      expect: 'blocked',
    },
    {
      name: 'AC5 one outbound port suffices for an attacker',
      given: { ...any, ...acls(IN_ALL, entry(100, 'egress', 'allow', 'tcp/443', '0.0.0.0/0')) },
      port: SSH,
      expect: 'reachable',
    },
    {
      name: 'AC5 denying 32768-65535 outbound proves nothing',
      given: { ...any, ...acls(IN_ALL, entry(50, 'egress', 'deny', 'tcp/32768-65535', '0.0.0.0/0'), ...OPEN_ENTRIES) },
      port: SSH,
      expect: 'reachable',
    },
    {
      name: 'AC5 replies of UDP do not carry TCP',
      given: { ...any, ...acls(IN_ALL, entry(100, 'egress', 'allow', 'udp', '0.0.0.0/0')) },
      port: SSH,
      expect: 'blocked',
    },
    {
      name: 'AC6 UDP may do harm without a reply',
      given: { ...any, ...acls(IN_ALL) },
      port: ['udp', 53],
      expect: 'unknown',
    },
    {
      name: 'a malformed allow may open',
      given: { ...any, ...acls(entry(100, 'ingress', 'allow', 'tcp/?', '0.0.0.0/0'), ...OPEN_ENTRIES) },
      port: SSH,
      expect: 'unknown',
      missing: 'network-acl',
    },
    {
      name: 'a malformed deny closes nothing for certain',
      given: { ...any, ...acls(entry(50, 'ingress', 'deny', 'tcp/?', '0.0.0.0/0'), IN_ALL, ...OPEN_ENTRIES) },
      port: SSH,
      expect: 'unknown',
      missing: 'network-acl',
    },
    {
      name: 'ACLs unread',
      given: { networkAcls: denied('ec2:DescribeNetworkAcls') },
      port: HTTPS,
      expect: 'unknown',
      missing: 'network-acl',
    },
    {
      name: 'ACLs unread, group closed anyway',
      given: { networkAcls: denied('ec2:DescribeNetworkAcls') },
      port: SSH,
      expect: 'blocked',
    },
  ]);
});

describe('routes', () => {
  const toIgw = route('0.0.0.0/0', 'igw-1');
  judge([
    { name: 'the base network is open', given: {}, port: HTTPS, expect: 'reachable' },
    {
      name: 'RT1 the explicit table counts, not a public main table',
      given: {
        routeTables: known([table('rtb-main', [], [toIgw], { main: true }), table('rtb-x', ['subnet-pub'], [])]),
      },
      expect: 'blocked',
      code: 'NO_ROUTE_TO_DESTINATION',
    },
    {
      name: 'RT1 without association the main table counts',
      given: {
        routeTables: known([table('rtb-other', ['subnet-priv'], []), table('rtb-main', [], [toIgw], { main: true })]),
      },
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'RT1 the main table of another VPC does not',
      given: {
        routeTables: known([
          table('rtb-foreign', [], [toIgw], { main: true, vpc: 'vpc-2' }),
          table('rtb-main', [], [], { main: true }),
        ]),
      },
      expect: 'blocked',
    },
    {
      name: 'RT2 NAT for the default route',
      given: tables(route('0.0.0.0/0', 'nat-1')),
      expect: 'blocked',
      code: 'NO_ROUTE_TO_DESTINATION',
    },
    {
      name: 'RT2 a longer prefix to the gateway',
      given: tables(route('0.0.0.0/0', 'nat-1'), route('8.0.0.0/8', 'igw-1')),
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'RT2 split default routes to the gateway',
      given: tables(route('0.0.0.0/1', 'igw-1'), route('128.0.0.0/1', 'igw-1')),
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'RT2 split defaults to NAT win over 0/0 to the gateway',
      given: tables(toIgw, route('0.0.0.0/1', 'nat-1'), route('128.0.0.0/1', 'nat-1')),
      expect: 'blocked',
    },
    {
      name: 'RT2 static beats propagated',
      given: tables(route('0.0.0.0/0', 'vgw-1', { origin: 'propagated' }), toIgw),
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'RT2 a prefix-list route to the gateway',
      given: {
        ...tables(route('pl-1', 'igw-1')),
        prefixLists: known([{ id: 'pl-1', name: 'x', family: 4, entries: known([cidr('8.8.0.0/16')]) }]),
      },
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'RT2 an unreadable prefix-list route to the gateway',
      given: tables(route('pl-1', 'igw-1')),
      expect: 'unknown',
      missing: 'prefix-list',
    },
    {
      name: 'RT2 an unreadable prefix list may take everything away',
      given: tables(toIgw, route('pl-1', 'nat-1')),
      port: HTTPS,
      expect: 'unknown',
    },
    {
      name: 'RT2 two prefix lists of one length: AWS picks',
      given: {
        ...tables(route('pl-1', 'igw-1'), route('pl-2', 'nat-1')),
        prefixLists: known(
          ['pl-1', 'pl-2'].map((id) => ({ id, name: id, family: 4 as const, entries: known([cidr('0.0.0.0/0')]) })),
        ),
      },
      port: HTTPS,
      expect: 'unknown',
    },
    {
      name: 'RT3 a blackhole',
      given: tables(route('0.0.0.0/0', 'igw-1', { state: 'blackhole' })),
      expect: 'blocked',
      code: 'BAD_STATE_ROUTE',
    },
    {
      name: 'RT3 a blackhole inside 0/0 leaves the rest',
      given: tables(toIgw, route('8.0.0.0/8', 'nat-1', { state: 'blackhole' })),
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'RT3 a blackhole over exactly the admitted clients',
      given: {
        ...groups(['tcp/22', '8.8.8.0/24']),
        ...tables(toIgw, route('8.0.0.0/8', 'nat-1', { state: 'blackhole' })),
      },
      port: SSH,
      expect: 'unknown',
    },
    {
      name: 'RT4 a narrow route answers only its clients',
      given: { ...groups(['tcp/22', '8.8.8.0/24']), ...tables(route('9.0.0.0/8', 'igw-1')) },
      port: SSH,
      expect: 'blocked',
    },
    {
      name: 'RT4 a narrow route within the admitted clients',
      given: { ...groups(['tcp/22', '0.0.0.0/0']), ...tables(route('203.0.113.0/24', 'igw-1')) },
      port: SSH,
      expect: 'reachable',
    },
    { name: 'RT4 a gateway that is attached elsewhere', given: tables(route('0.0.0.0/0', 'igw-2')), expect: 'blocked' },
    {
      name: 'RT6 an edge route to a firewall',
      given: {
        routeTables: known([
          table('rtb-pub', ['subnet-pub'], [toIgw]),
          table('rtb-edge', [], [route('10.0.1.0/24', 'vpce-1')], { gateways: ['igw-1'] }),
        ]),
      },
      port: HTTPS,
      expect: 'unknown',
      missing: 'vpc-endpoint',
    },
    {
      name: 'RT6 an edge route for another subnet',
      given: {
        routeTables: known([
          table('rtb-pub', ['subnet-pub'], [toIgw]),
          table('rtb-edge', [], [route('10.0.2.0/24', 'vpce-1')], { gateways: ['igw-1'] }),
        ]),
      },
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'a default route into a firewall endpoint',
      given: tables(route('0.0.0.0/0', 'vpce-1')),
      port: HTTPS,
      expect: 'unknown',
      missing: 'vpc-endpoint',
    },
    { name: 'a default route to a transit gateway', given: tables(route('0.0.0.0/0', 'tgw-1')), expect: 'blocked' },
    {
      name: 'IG1 a private address only',
      given: { interfaces: known([eni('eni-web', { addresses: [{ private: ip('10.0.1.5'), public: null }] })]) },
      expect: 'blocked',
      code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    },
    {
      name: 'IG1 a public address on a secondary private address',
      given: {
        interfaces: known([
          eni('eni-web', {
            addresses: [
              { private: ip('10.0.1.5'), public: null },
              { private: ip('10.0.1.6'), public: ip('198.51.100.6') },
            ],
          }),
        ]),
      },
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'IG1 attached to nothing',
      given: { interfaces: known([eni('eni-web', { inUse: false })]) },
      expect: 'blocked',
    },
    {
      name: 'IG1 no gateway in the VPC',
      given: { internetGateways: known([]) },
      expect: 'blocked',
      code: 'NO_INTERNET_GATEWAY',
    },
    {
      name: 'gateways unread: an active route to one shows it',
      given: { internetGateways: denied('ec2:DescribeInternetGateways') },
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'IG3 IPv6 alone exposes',
      given: { ...groups(['tcp/22', '::/0']), interfaces: known([eni('eni-web', v6)]) },
      port: SSH,
      expect: 'reachable',
    },
    {
      name: 'IG3 an egress-only gateway lets nothing in',
      given: {
        ...groups(['tcp/22', '::/0']),
        ...tables(route('::/0', 'eigw-1')),
        interfaces: known([eni('eni-web', v6)]),
      },
      port: SSH,
      expect: 'blocked',
    },
    {
      name: 'IG3 deny-all-igw drops internet traffic',
      given: { ...groups(['tcp/22', '::/0']), interfaces: known([eni('eni-web', { ...v6, denyAllIgwTraffic: true })]) },
      expect: 'blocked',
    },
    {
      name: 'IG3 a unique local address is not the internet',
      given: {
        ...groups(['all', '::/0']),
        interfaces: known([eni('eni-web', { ...v6, ipv6: [cidr('fd00::1/128')] })]),
      },
      expect: 'blocked',
    },
    {
      name: 'IG4 TCP needs a way back',
      given: { ...tables(), ...groups(['tcp/0-65535', '0.0.0.0/0']) },
      expect: 'blocked',
    },
    {
      name: 'IG4 UDP may be delivered one way',
      given: { ...tables(), ...groups(['udp/53', '0.0.0.0/0']) },
      expect: 'unknown',
    },
    {
      name: 'NA1 a NAT gateway accepts nothing',
      given: { interfaces: known([eni('eni-web', { type: 'nat_gateway', groups: [], instance: null })]) },
      expect: 'blocked',
    },
    {
      name: 'routes unread',
      given: { routeTables: denied('ec2:DescribeRouteTables') },
      port: HTTPS,
      expect: 'unknown',
      missing: 'route-table',
    },
    {
      name: 'subnets unread',
      given: { subnets: denied('ec2:DescribeSubnets') },
      port: HTTPS,
      expect: 'unknown',
      missing: 'subnet',
    },
    {
      name: 'subnets unread, no public address',
      given: {
        subnets: denied('ec2:DescribeSubnets'),
        interfaces: known([eni('eni-web', { addresses: [{ private: ip('10.0.1.5'), public: null }] })]),
      },
      expect: 'blocked',
    },
    {
      name: 'interfaces unread',
      given: { interfaces: denied('ec2:DescribeNetworkInterfaces') },
      expect: 'unknown',
      missing: 'network-interface',
    },
    {
      name: 'a shared VPC whose gateways belong to its owner',
      given: {
        vpcs: known([vpc('vpc-1', ['10.0.0.0/16'], { owner: '999988887777', blockMode: 'off' })]),
        subnets: known([subnet('subnet-pub', ['10.0.1.0/24'], { owner: '999988887777' })]),
        internetGateways: known([]),
      },
      port: HTTPS,
      expect: 'reachable',
    },
  ]);
});

describe('VPC Block Public Access', () => {
  const mode = (
    blockMode: 'block-bidirectional' | 'block-ingress',
    extra: Partial<NetworkFacts> = {},
  ): Partial<NetworkFacts> => ({
    blockOptions: known({ mode: blockMode, settled: true, exclusionsAllowed: true }),
    ...extra,
  });
  const exclusion = (
    of: string,
    how: 'allow-bidirectional' | 'allow-egress',
    state: 'active' | 'changing' | 'inactive' = 'active',
  ) => ({
    blockExclusions: known([{ id: 'vpcbpa-exclude-1', of, mode: how, state }]),
  });
  const stated = (blockMode: 'off' | 'block-ingress' | null): Partial<NetworkFacts> => ({
    blockOptions: { ok: false, gap: { kind: 'unsupported', detail: 'not offered' } },
    subnets: known([subnet('subnet-pub', ['10.0.1.0/24'], { blockMode })]),
  });
  judge([
    {
      name: 'block-ingress blocks',
      given: mode('block-ingress'),
      expect: 'blocked',
      code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    },
    { name: 'block-bidirectional blocks', given: mode('block-bidirectional'), expect: 'blocked' },
    {
      name: 'an exclusion of the subnet opens',
      given: mode('block-bidirectional', exclusion('subnet-pub', 'allow-bidirectional')),
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'an exclusion of the VPC opens',
      given: mode('block-bidirectional', exclusion('vpc-1', 'allow-bidirectional')),
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'an exclusion of another subnet does not',
      given: mode('block-bidirectional', exclusion('subnet-priv', 'allow-bidirectional')),
      expect: 'blocked',
    },
    {
      name: 'an egress exclusion lets nothing in',
      given: mode('block-bidirectional', exclusion('vpc-1', 'allow-egress')),
      expect: 'blocked',
    },
    {
      name: 'a deleted exclusion is none',
      given: mode('block-bidirectional', exclusion('vpc-1', 'allow-bidirectional', 'inactive')),
      expect: 'blocked',
    },
    {
      name: 'an exclusion in the making',
      given: mode('block-bidirectional', exclusion('vpc-1', 'allow-bidirectional', 'changing')),
      port: HTTPS,
      expect: 'unknown',
    },
    {
      name: 'exclusions unread',
      given: mode('block-ingress', { blockExclusions: denied('ec2:DescribeVpcBlockPublicAccessExclusions') }),
      port: HTTPS,
      expect: 'unknown',
      missing: 'vpc-block-public-access-exclusion',
    },
    {
      name: 'exclusions unread but not allowed',
      given: {
        blockOptions: known({ mode: 'block-ingress', settled: true, exclusionsAllowed: false }),
        blockExclusions: denied('x:y'),
      },
      expect: 'blocked',
    },
    {
      name: 'exclusions unread, mode off',
      given: { blockExclusions: denied('x:y') },
      port: HTTPS,
      expect: 'reachable',
    },
    {
      name: 'a change in progress',
      given: { blockOptions: known({ mode: 'block-ingress', settled: false, exclusionsAllowed: true }) },
      port: HTTPS,
      expect: 'unknown',
    },
    { name: 'options unread, the subnet says off', given: stated('off'), port: HTTPS, expect: 'reachable' },
    {
      name: 'options unread, the subnet says blocked and nothing is excluded',
      given: stated('block-ingress'),
      expect: 'blocked',
    },
    {
      name: 'options unread, nothing stated',
      given: stated(null),
      port: HTTPS,
      expect: 'unknown',
      missing: 'vpc-block-public-access',
    },
    { name: 'options unread, closed anyway by the group', given: stated(null), port: SSH, expect: 'blocked' },
    {
      name: 'options and state contradict each other',
      given: mode('block-ingress', { subnets: known([subnet('subnet-pub', ['10.0.1.0/24'], { blockMode: 'off' })]) }),
      port: HTTPS,
      expect: 'unknown',
    },
  ]);
});

describe('appliances', () => {
  const nat = eni('eni-nat', {
    sourceDestCheck: false,
    groups: ['sg-nat'],
    addresses: [{ private: ip('10.0.1.9'), public: ip('198.51.100.9') }],
  });
  const inner = eni('eni-web', { subnet: 'subnet-priv', addresses: [{ private: ip('10.0.2.5'), public: null }] });
  const with_ = (web: readonly [string, string], natRule: readonly [string, string]): Partial<NetworkFacts> => ({
    interfaces: known([nat, inner]),
    securityGroups: known([group('sg-web', [rule(...web)]), group('sg-nat', [rule(...natRule)])]),
  });
  judge([
    {
      name: 'a NAT instance open to the world may forward ports',
      given: with_(['tcp/22', '10.0.0.0/16'], ['tcp/22', '0.0.0.0/0']),
      expect: 'unknown',
      missing: 'appliance',
    },
    {
      name: 'a NAT instance that admits only the VPC',
      given: with_(['tcp/22', '10.0.0.0/16'], ['all', '10.0.0.0/16']),
      expect: 'blocked',
    },
    {
      name: 'a target that does not admit the NAT instance',
      given: with_(['tcp/22', '10.0.3.0/24'], ['tcp/22', '0.0.0.0/0']),
      expect: 'blocked',
    },
  ]);
});

describe('proofs', () => {
  test('a path reads from the client to the rule', () => {
    const world = facts({
      securityGroups: known([{ ...group('sg-web', []), rules: [{ ...rule('tcp/5432', '0.0.0.0/0'), id: 'sgr-8' }] }]),
      interfaces: known([eni('eni-web', { instance: 'i-6' })]),
    });
    const witness = witnessOf(exposureOf(networkOf([world]), web));
    expect(witness?.port).toBe(5432);
    expect(describePath(witness?.hops ?? [])).toBe(
      'internet 203.0.113.9 -> igw-1 -> rtb-pub (0.0.0.0/0) -> subnet-pub -> acl-1 #100 -> eni-web (i-6) <- sg-web sgr-8 tcp/5432 0.0.0.0/0',
    );
  });

  test('the witness is a client that both the rule and the ACL admit', () => {
    const world = facts({
      ...groups(['tcp/22', '203.0.113.0/24']),
      ...acls(entry(50, 'ingress', 'deny', 'all', '203.0.113.0/25'), IN_ALL, ...OPEN_ENTRIES),
    });
    const witness = witnessOf(exposureOf(networkOf([world]), web), aboutPort('tcp', 22));
    expect(witness?.hops[0]).toMatchObject({ component: 'internet', id: '203.0.113.128' });
    expect(witness?.hops.find((hop) => hop.component === 'network-acl')?.rule).toBe('#100');
  });

  test('ports are told per protocol, merged over rules', () => {
    const world = facts(
      groups(['tcp/80', '0.0.0.0/0'], ['tcp/81-90', '8.0.0.0/8'], ['udp/53', '0.0.0.0/0'], ['gre', '0.0.0.0/0']),
    );
    expect(describePorts(openPorts(exposureOf(networkOf([world]), web)))).toBe('tcp/80-90, udp/53, protocol 47');
  });

  test('everything open is all traffic', () => {
    const world = facts(groups(['all', '0.0.0.0/0']));
    expect(describePorts(openPorts(exposureOf(networkOf([world]), web)))).toBe('all traffic');
  });
});
