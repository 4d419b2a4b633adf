import { describe, expect, test } from 'vitest';
import { flowBetween } from '../../../src/derive/net/flow.ts';
import { linkBetween } from '../../../src/derive/net/link.ts';
import { endOf } from '../../../src/derive/net/named.ts';
import { networkOf } from '../../../src/derive/net/network.ts';
import { reach } from '../../../src/derive/net/reach.ts';
import { known } from '../../../src/domain/gap.ts';
import type { NetworkFacts, Route } from '../../../src/domain/network.ts';
import {
  ALLOW_ALL,
  acl,
  attachment,
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
  transitTable,
  vpc,
} from './facts.ts';

const OWN = route('10.1.0.0/16', 'local');
const WAYS: readonly Route[] = [
  route('10.0.0.0/16', 'tgw-attach-a', { origin: 'propagated' }),
  route('10.1.0.0/16', 'tgw-attach-b', { origin: 'propagated' }),
];

/** vpc-1 10.0.0.0/16 and vpc-2 10.1.0.0/16 on tgw-1, each by a subnet of its own in zone a; eni-b admits tcp/443 of 10.0.0.0/16. */
const world = (extra: Partial<NetworkFacts> = {}): NetworkFacts =>
  facts({
    vpcs: known([vpc('vpc-1', ['10.0.0.0/16']), vpc('vpc-2', ['10.1.0.0/16'])]),
    subnets: known([
      subnet('subnet-a', ['10.0.1.0/24'], { zone: 'a' }),
      subnet('door-a', ['10.0.9.0/28'], { zone: 'a' }),
      subnet('subnet-b', ['10.1.1.0/24'], { zone: 'a', vpc: 'vpc-2' }),
      subnet('door-b', ['10.1.9.0/28'], { zone: 'a', vpc: 'vpc-2' }),
    ]),
    routeTables: known([
      table('rtb-a', [], [route('10.1.0.0/16', 'tgw-1')], { main: true }),
      { ...table('rtb-b', [], [], { main: true }), vpc: 'vpc-2', routes: [OWN, route('10.0.0.0/16', 'tgw-1')] },
    ]),
    networkAcls: known([
      acl('acl-a', ['subnet-a'], ALLOW_ALL),
      acl('acl-door-a', ['door-a'], ALLOW_ALL),
      acl('acl-b', ['subnet-b'], ALLOW_ALL),
      acl('acl-door-b', ['door-b'], ALLOW_ALL),
    ]),
    securityGroups: known([group('sg-a', []), group('sg-b', [rule('tcp/443', '10.0.0.0/16')], { vpc: 'vpc-2' })]),
    interfaces: known([
      eni('eni-a', { subnet: 'subnet-a', groups: ['sg-a'], addresses: [{ private: ip('10.0.1.5'), public: null }] }),
      eni('eni-b', {
        vpc: 'vpc-2',
        subnet: 'subnet-b',
        groups: ['sg-b'],
        addresses: [{ private: ip('10.1.1.5'), public: null }],
      }),
    ]),
    transitAttachments: known([
      attachment('tgw-attach-a', 'vpc-1', ['door-a']),
      attachment('tgw-attach-b', 'vpc-2', ['door-b']),
    ]),
    transitTables: known([transitTable(WAYS)]),
    ...extra,
  });

const attached = (a: Parameters<typeof attachment>[3], b: Parameters<typeof attachment>[3] = {}) => ({
  transitAttachments: known([
    attachment('tgw-attach-a', 'vpc-1', ['door-a'], a),
    attachment('tgw-attach-b', 'vpc-2', ['door-b'], b),
  ]),
});

const routing = (...routes: readonly Route[]): Partial<NetworkFacts> => ({
  transitTables: known([transitTable(routes)]),
});

const filtered = (where: string, ...entries: Parameters<typeof entry>[]): Partial<NetworkFacts> => ({
  networkAcls: known(
    ['subnet-a', 'door-a', 'subnet-b', 'door-b'].map((id) =>
      acl(`acl-${id}`, [id], id === where ? [...entries.map((one) => entry(...one)), ...ALLOW_ALL] : ALLOW_ALL),
    ),
  ),
});

const PEERED: Partial<NetworkFacts> = {
  transitAttachments: known([
    attachment('tgw-attach-a', 'vpc-1', ['door-a']),
    attachment('tgw-attach-p', 'tgw-2', [], { kind: 'peering' }),
    attachment('tgw-attach-p', 'tgw-1', [], { kind: 'peering', gateway: 'tgw-2', table: known('tgw-rtb-2') }),
    attachment('tgw-attach-b', 'vpc-2', ['door-b'], { gateway: 'tgw-2', table: known('tgw-rtb-2') }),
  ]),
  transitTables: known([
    transitTable([route('10.0.0.0/16', 'tgw-attach-a'), route('10.1.0.0/16', 'tgw-attach-p')]),
    transitTable([route('10.0.0.0/16', 'tgw-attach-p'), route('10.1.0.0/16', 'tgw-attach-b')], {
      id: 'tgw-rtb-2',
      gateway: 'tgw-2',
    }),
  ]),
  routeTables: known([
    table('rtb-a', [], [route('10.1.0.0/16', 'tgw-1')], { main: true }),
    { ...table('rtb-b', [], [], { main: true }), vpc: 'vpc-2', routes: [OWN, route('10.0.0.0/16', 'tgw-2')] },
  ]),
};

describe('over a transit gateway', () => {
  test.each([
    ['TG1 propagated routes both ways', {}, 'reachable', null],
    ['TG1 a static route', routing(route('0.0.0.0/0', 'tgw-attach-b'), ...WAYS.slice(0, 1)), 'reachable', null],
    ['TG1 no route back', routing(...WAYS.slice(1)), 'blocked', 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
    ['TG1 no route there', routing(...WAYS.slice(0, 1)), 'blocked', 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'],
    [
      'TG1 a blackhole takes a part of the VPC away',
      routing(...WAYS, route('10.1.1.0/24', 'blackhole')),
      'blocked',
      'NO_ROUTE_TO_DESTINATION',
    ],
    ['RT2 static beats propagated', routing(...WAYS, route('10.1.0.0/16', 'blackhole')), 'blocked', null],
    [
      'TG1 a longer route leads elsewhere',
      routing(...WAYS, route('10.1.1.0/24', 'tgw-attach-a')),
      'blocked',
      'NO_ROUTE_TO_DESTINATION',
    ],
    ['TG1 no table associated', attached({ table: known(null) }), 'blocked', 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'],
    ['TG1 an attachment not in force', attached({ available: false }), 'blocked', 'BAD_STATE_ATTACHMENT'],
    ['TG1 associations unread', attached({ table: denied('ec2:DescribeTransitGatewayAttachments') }), 'unknown', null],
    ['TG1 tables unread', { transitTables: denied('ec2:DescribeTransitGatewayRouteTables') }, 'unknown', null],
    [
      'TG1 routes unread',
      { transitTables: known([transitTable([], { routes: denied('ec2:SearchTransitGatewayRoutes') })]) },
      'unknown',
      null,
    ],
    [
      'TG1 attachments unread',
      { transitAttachments: denied('ec2:DescribeTransitGatewayAttachments') },
      'unknown',
      null,
    ],
    [
      'TG1 subnets of the attachment unread',
      attached({ subnets: denied('ec2:DescribeTransitGatewayVpcAttachments') }),
      'unknown',
      null,
    ],
    [
      'TG1 attached in another zone only',
      attached({ subnets: known(['other']) }),
      'blocked',
      'TGW_ROUTE_AZ_RESTRICTION',
    ],
    ['TG2 routed into a VPN', routing(...WAYS.slice(0, 1), route('10.1.0.0/16', 'tgw-attach-vpn')), 'unknown', null],
    ['TG1 over a peering of two gateways', PEERED, 'reachable', null],
    [
      'TG1 the other side of the peering unseen',
      {
        ...PEERED,
        transitTables: known([transitTable([...WAYS.slice(0, 1), route('10.1.0.0/16', 'tgw-attach-far')])]),
      },
      'unknown',
      null,
    ],
    [
      'AC7 the ACL of the door denies on the way in',
      filtered('door-a', [1, 'ingress', 'deny', 'all', '10.0.1.0/24']),
      'blocked',
      'SUBNET_ACL_RESTRICTION',
    ],
    [
      'AC7 the ACL of the far door denies on the way out',
      filtered('door-b', [1, 'egress', 'deny', 'tcp/443', '10.1.0.0/16']),
      'blocked',
      'SUBNET_ACL_RESTRICTION',
    ],
    [
      'AC7 what the far door denies coming in is not asked',
      filtered('door-b', [1, 'ingress', 'deny', 'all', '10.0.0.0/16']),
      'reachable',
      null,
    ],
    [
      'AC7 what the door denies going out to the VPC of the source is asked of the reply',
      filtered('door-a', [1, 'egress', 'deny', 'all', '10.0.0.0/16']),
      'blocked',
      'SUBNET_ACL_RESTRICTION',
    ],
    [
      'AC2 the subnet of the destination denies',
      filtered('subnet-b', [1, 'ingress', 'deny', 'all', '10.0.0.0/16']),
      'blocked',
      'SUBNET_ACL_RESTRICTION',
    ],
    [
      'AC2 the subnet of the destination denies the reply',
      filtered('subnet-b', [1, 'egress', 'deny', 'all', '10.0.0.0/16']),
      'blocked',
      'SUBNET_ACL_RESTRICTION',
    ],
    ['the ACL of a door unread', { networkAcls: denied('ec2:DescribeNetworkAcls') }, 'unknown', null],
    [
      'the subnet of the far door hands on to an appliance',
      {
        routeTables: known([
          table('rtb-a', [], [route('10.1.0.0/16', 'tgw-1')], { main: true }),
          { ...table('rtb-b', ['subnet-b'], []), vpc: 'vpc-2', routes: [OWN, route('10.0.0.0/16', 'tgw-1')] },
          { ...table('rtb-door', ['door-b'], []), vpc: 'vpc-2', routes: [OWN, route('10.1.1.0/24', 'vpce-1')] },
        ]),
      },
      'unknown',
      null,
    ],
    [
      'routed to a private NAT gateway in a VPC that has a way',
      {
        routeTables: known([
          table('rtb-a', ['subnet-a'], [route('0.0.0.0/0', 'nat-1')]),
          table('rtb-out', [], [route('10.1.0.0/16', 'tgw-1')], { main: true }),
          { ...table('rtb-b', [], [], { main: true }), vpc: 'vpc-2', routes: [OWN, route('10.0.0.0/16', 'tgw-1')] },
        ]),
      },
      'unknown',
      null,
    ],
    [
      'routed to a NAT gateway in a VPC that has no way',
      {
        routeTables: known([
          table('rtb-a', [], [route('0.0.0.0/0', 'nat-1')], { main: true }),
          { ...table('rtb-b', [], [], { main: true }), vpc: 'vpc-2', routes: [OWN, route('10.0.0.0/16', 'tgw-1')] },
        ]),
      },
      'blocked',
      'NO_ROUTE_TO_DESTINATION',
    ],
  ] satisfies readonly (readonly [string, Partial<NetworkFacts>, string, string | null])[])(
    '%s',
    (_, extra, verdict, code) => {
      const base = world({ ...extra });
      const subnets = base.subnets.ok ? [...base.subnets.value, subnet('other', ['10.0.8.0/28'], { zone: 'z' })] : [];
      const answer = reach(networkOf([{ ...base, subnets: known(subnets) }]), [], {
        from: 'eni-a',
        to: 'eni-b',
        protocol: 'tcp',
        port: 443,
      });
      expect(answer).toMatchObject({ verdict });
      if (code !== null) expect(answer.blockedBy?.code).toBe(code);
      expect(answer.missing.length > 0).toBe(verdict === 'unknown');
    },
  );

  test('AC7 in the subnet of the door itself no ACL stops what comes out of the gateway', () => {
    const shut = acl('acl-shut', ['subnet-b'], [entry(1, 'ingress', 'deny', 'all', '10.0.0.0/16'), ...ALLOW_ALL]);
    const open = acl('acl-open', ['subnet-a', 'door-a', 'door-b'], ALLOW_ALL);
    const inside = world({
      networkAcls: known([shut, open]),
      ...attached({}, { subnets: known(['subnet-b']) }),
    });
    const { ports } = flowBetween(
      networkOf([inside]),
      4,
      'tcp',
      endOf(
        eni('eni-a', { subnet: 'subnet-a', groups: ['sg-a'], addresses: [{ private: ip('10.0.1.5'), public: null }] }),
      ).party,
      endOf(
        eni('eni-b', { subnet: 'subnet-b', groups: ['sg-b'], addresses: [{ private: ip('10.1.1.5'), public: null }] }),
      ).party,
    );
    // The reply meets the inbound rules of the same ACL with the server's own address, which it does not deny.
    expect(ports.must).toEqual([443, 444]);
  });

  test.each([
    ['referencing on: the group of the other VPC counts', known(true), 'reachable'],
    ['SG10 off by default', known(false), 'blocked'],
    ['not told', denied('ec2:DescribeTransitGateways'), 'unknown'],
  ] as const)('SG10 %s', (_, groupReferencing, verdict) => {
    const named = { securityGroups: known([group('sg-a', []), group('sg-b', [rule('tcp/443', 'sg-a')])]) };
    const network = networkOf([world({ ...named, ...attached({ groupReferencing }, { groupReferencing }) })]);
    expect(reach(network, [], { from: 'eni-a', to: 'eni-b', protocol: 'tcp', port: 443 }).verdict).toBe(verdict);
  });

  test('the path names the gateway, its table and the route', () => {
    const { path } = reach(networkOf([world()]), [], { from: 'eni-a', to: 'eni-b', protocol: 'tcp', port: 443 });
    expect(path.map(({ id }) => id).slice(0, 3)).toEqual(['eni-a', 'tgw-1', 'tgw-rtb-1']);
    expect(path[2]?.rule).toBe('10.1.0.0/16');
  });

  test('two accounts see one attachment: what either knows counts', () => {
    const [owner, user] = [world(), facts({ account: '444455556666' })];
    const seen = attached({ table: denied('x') }, { table: denied('x') });
    const network = networkOf([{ ...user, ...seen, vpcs: known([]), subnets: known([]) }, owner]);
    expect(linkBetween(network, 'vpc-1', 'vpc-2').verdict).toBe('joined');
  });
});
