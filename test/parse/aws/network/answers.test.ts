import { describe, expect, test } from 'vitest';
import { securityGroupRules, securityGroups, toGroup } from '../../../../src/parse/aws/network/groups.ts';
import { networkInterfaces, toInterface } from '../../../../src/parse/aws/network/hosts.ts';
import { networkAcls, routeTables } from '../../../../src/parse/aws/network/routing.ts';
import { blockExclusions, blockOptions, subnets, vpcs } from '../../../../src/parse/aws/network/vpc.ts';

/** Answers as `aws ec2 describe-… --output json` prints them. */
describe('route tables', () => {
  const routesOf = (...Routes: object[]) =>
    routeTables.parse({ RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes }] }).RouteTables[0]?.routes;

  test.each([
    [
      'local',
      { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' },
      'local',
    ],
    [
      'internet gateway',
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', Origin: 'CreateRoute', State: 'active' },
      'internet-gateway',
    ],
    [
      'IPv6',
      { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1', State: 'active' },
      'egress-only-internet-gateway',
    ],
    ['NAT', { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1', State: 'active' }, 'nat-gateway'],
    ['virtual gateway', { DestinationCidrBlock: '10.9.0.0/16', GatewayId: 'vgw-1', State: 'active' }, 'vpn-gateway'],
    ['gateway endpoint', { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-1', State: 'active' }, 'vpc-endpoint'],
    [
      'instance',
      { DestinationCidrBlock: '0.0.0.0/0', InstanceId: 'i-1', NetworkInterfaceId: 'eni-1', State: 'active' },
      'network-interface',
    ],
    [
      'peering',
      { DestinationCidrBlock: '10.1.0.0/16', VpcPeeringConnectionId: 'pcx-1', State: 'active' },
      'vpc-peering-connection',
    ],
    [
      'transit gateway',
      { DestinationCidrBlock: '10.1.0.0/16', TransitGatewayId: 'tgw-1', State: 'active' },
      'transit-gateway',
    ],
    ['something new', { DestinationCidrBlock: '10.1.0.0/16', State: 'active' }, 'other'],
  ] as const)('a route to a %s', (_, raw, target) => {
    expect(routesOf(raw)).toMatchObject([{ target, state: 'active' }]);
  });

  test('a blackhole and a propagated route keep their word', () => {
    expect(
      routesOf(
        { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'blackhole' },
        {
          DestinationCidrBlock: '10.9.0.0/16',
          GatewayId: 'vgw-1',
          State: 'active',
          Origin: 'EnableVgwRoutePropagation',
        },
      ),
    ).toMatchObject([{ state: 'blackhole' }, { origin: 'propagated' }]);
  });

  test('main, explicit and edge associations are told apart, dead ones left out', () => {
    const [table] = routeTables.parse({
      RouteTables: [
        {
          RouteTableId: 'rtb-1',
          VpcId: 'vpc-1',
          Associations: [
            { Main: true },
            { Main: false, SubnetId: 'subnet-1', AssociationState: { State: 'associated' } },
            { Main: false, SubnetId: 'subnet-2', AssociationState: { State: 'disassociated' } },
            { Main: false, GatewayId: 'igw-1' },
          ],
          Routes: [],
        },
      ],
    }).RouteTables;
    expect(table).toMatchObject({ main: true, subnets: ['subnet-1'], gateways: ['igw-1'] });
  });

  test('a destination that is no block makes the answer malformed', () => {
    const bad = {
      RouteTables: [{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', Routes: [{ DestinationCidrBlock: '0.0.0.0/33' }] }],
    };
    expect(routeTables.safeParse(bad).success).toBe(false);
  });
});

test('a network ACL entry: number, direction, action, ports, ICMP', () => {
  const { NetworkAcls } = networkAcls.parse({
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        IsDefault: true,
        Associations: [{ SubnetId: 'subnet-1' }],
        Entries: [
          {
            RuleNumber: 100,
            Egress: false,
            RuleAction: 'allow',
            Protocol: '6',
            CidrBlock: '0.0.0.0/0',
            PortRange: { From: 443, To: 443 },
          },
          {
            RuleNumber: 110,
            Egress: true,
            RuleAction: 'deny',
            Protocol: '58',
            Ipv6CidrBlock: '::/0',
            IcmpTypeCode: { Type: -1, Code: -1 },
          },
        ],
      },
    ],
  });
  expect(NetworkAcls[0]).toMatchObject({
    isDefault: true,
    subnets: ['subnet-1'],
    entries: [
      { number: 100, direction: 'ingress', allow: true, traffic: { kind: 'ports', from: 443 }, cidr: '0.0.0.0/0' },
      {
        number: 110,
        direction: 'egress',
        allow: false,
        traffic: { kind: 'icmp', version: 6, type: null },
        cidr: '::/0',
      },
    ],
  });
});

describe('security groups', () => {
  const { SecurityGroups } = securityGroups.parse({
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'web',
        VpcId: 'vpc-1',
        OwnerId: '111122223333',
        IpPermissions: [
          {
            IpProtocol: 'tcp',
            FromPort: 443,
            ToPort: 443,
            IpRanges: [{ CidrIp: '0.0.0.0/0' }, { CidrIp: '10.0.0.0/8' }],
            Ipv6Ranges: [{ CidrIpv6: '::/0' }],
            PrefixListIds: [{ PrefixListId: 'pl-1' }],
            UserIdGroupPairs: [{ GroupId: 'sg-2', UserId: '999988887777', VpcPeeringConnectionId: 'pcx-1' }],
          },
        ],
        IpPermissionsEgress: [],
      },
    ],
  });

  test('without rule ids, permissions are expanded to one rule per peer', () => {
    const [group] = SecurityGroups.map((one) => toGroup(one, null, '111122223333'));
    expect(group?.rules.map(({ peer }) => peer)).toEqual([
      { kind: 'cidr', cidr: '0.0.0.0/0' },
      { kind: 'cidr', cidr: '10.0.0.0/8' },
      { kind: 'cidr', cidr: '::/0' },
      { kind: 'prefix-list', id: 'pl-1' },
      { kind: 'group', group: 'sg-2', owner: '999988887777', peering: 'pcx-1' },
    ]);
    expect(new Set(group?.rules.map(({ id }) => id)).size).toBe(5);
  });

  test("with AWS's rules, those count and carry their ids", () => {
    const { SecurityGroupRules } = securityGroupRules.parse({
      SecurityGroupRules: [
        {
          SecurityGroupRuleId: 'sgr-1',
          GroupId: 'sg-1',
          IsEgress: false,
          IpProtocol: '-1',
          FromPort: -1,
          ToPort: -1,
          CidrIpv4: '0.0.0.0/0',
        },
        {
          SecurityGroupRuleId: 'sgr-2',
          GroupId: 'sg-1',
          IsEgress: true,
          IpProtocol: 'tcp',
          FromPort: 1,
          ToPort: 2,
          ReferencedGroupInfo: { GroupId: 'sg-3' },
        },
      ],
    });
    const [group] = SecurityGroups.map((one) => toGroup(one, SecurityGroupRules, '111122223333'));
    expect(group?.rules).toMatchObject([
      { id: 'sgr-1', direction: 'ingress', traffic: { kind: 'all' } },
      { id: 'sgr-2', direction: 'egress', peer: { kind: 'group', group: 'sg-3' } },
    ]);
  });
});

describe('network interfaces', () => {
  const read = (extra: object) => {
    const [raw] = networkInterfaces.parse({
      NetworkInterfaces: [{ NetworkInterfaceId: 'eni-1', ...extra }],
    }).NetworkInterfaces;
    return raw && toInterface(raw, '111122223333');
  };

  test('public addresses of secondary private addresses are kept', () => {
    expect(
      read({
        PrivateIpAddress: '10.0.0.5',
        PrivateIpAddresses: [
          { PrivateIpAddress: '10.0.0.5' },
          { PrivateIpAddress: '10.0.0.6', Association: { PublicIp: '198.51.100.6' } },
        ],
      })?.addresses,
    ).toEqual([
      { private: '10.0.0.5', public: null },
      { private: '10.0.0.6', public: '198.51.100.6' },
    ]);
  });

  test('an association that only the interface itself names is kept', () => {
    expect(read({ PrivateIpAddress: '10.0.0.5', Association: { PublicIp: '198.51.100.5' } })?.addresses).toEqual([
      { private: '10.0.0.5', public: '198.51.100.5' },
    ]);
  });

  test('IPv6 addresses and delegated prefixes count alike', () => {
    expect(
      read({ Ipv6Addresses: [{ Ipv6Address: '2001:db8::5' }], Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:1::/80' }] })
        ?.ipv6,
    ).toEqual(['2001:db8::5/128', '2001:db8:1::/80']);
  });

  test('owner, requester and attachment', () => {
    expect(read({ Status: 'available' })).toMatchObject({
      inUse: false,
      requester: null,
      instance: null,
      sourceDestCheck: true,
    });
    expect(read({ Status: 'in-use', RequesterManaged: true, RequesterId: 'amazon-elb' })).toMatchObject({
      inUse: true,
      requester: 'amazon-elb',
    });
    expect(read({ Attachment: { InstanceId: 'i-1', DeviceIndex: 0 }, SourceDestCheck: false })).toMatchObject({
      instance: 'i-1',
      primary: true,
      sourceDestCheck: false,
    });
  });
});

test('VPCs and subnets state Block Public Access, or do not', () => {
  const stated = { BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-ingress' } };
  expect(vpcs.parse({ Vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', ...stated }] }).Vpcs[0]).toMatchObject({
    blockMode: 'block-ingress',
  });
  expect(subnets.parse({ Subnets: [{ SubnetId: 's', VpcId: 'vpc-1' }] }).Subnets[0]).toMatchObject({ blockMode: null });
});

test('a VPC counts all its blocks, and none that is gone', () => {
  const [vpc] = vpcs.parse({
    Vpcs: [
      {
        VpcId: 'vpc-1',
        CidrBlock: '10.0.0.0/16',
        CidrBlockAssociationSet: [
          { CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
          { CidrBlock: '10.5.0.0/16', CidrBlockState: { State: 'disassociated' } },
        ],
        Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: '2001:db8::/56', Ipv6CidrBlockState: { State: 'associated' } }],
      },
    ],
  }).Vpcs;
  expect(vpc?.cidrs).toEqual(['10.0.0.0/16', '2001:db8::/56']);
});

test('Block Public Access: mode, settling, exclusions', () => {
  const options = {
    InternetGatewayBlockMode: 'block-ingress',
    State: 'update-in-progress',
    ExclusionsAllowed: 'not-allowed',
  };
  expect(blockOptions.parse({ VpcBlockPublicAccessOptions: options }).VpcBlockPublicAccessOptions).toEqual({
    mode: 'block-ingress',
    settled: false,
    exclusionsAllowed: false,
  });
  const exclusion = (State: string) =>
    blockExclusions.parse({
      VpcBlockPublicAccessExclusions: [
        {
          ExclusionId: 'e',
          ResourceArn: 'arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
          InternetGatewayExclusionMode: 'allow-egress',
          State,
        },
      ],
    }).VpcBlockPublicAccessExclusions[0];
  expect(exclusion('create-complete')).toEqual({ id: 'e', of: 'subnet-1', mode: 'allow-egress', state: 'active' });
  expect(exclusion('delete-complete')?.state).toBe('inactive');
  expect(exclusion('delete-in-progress')?.state).toBe('changing');
});
