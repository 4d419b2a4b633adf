import { describe, expect, test } from 'vitest';
import doorsCollector from '../../../../src/collect/aws/network/doors.ts';
import interfacesCollector from '../../../../src/collect/aws/network/interfaces.ts';
import networkCollector from '../../../../src/collect/aws/network/network.ts';
import { createPort } from '../../../../src/collect/aws/port.ts';
import { AwsFailure, NotRecorded } from '../../../../src/collect/aws/transport.ts';
import type { JsonObject } from '../../../../src/collect/json.ts';
import { exposureOf } from '../../../../src/derive/net/exposure.ts';
import { networkOf } from '../../../../src/derive/net/network.ts';
import { verdictOf } from '../../../../src/derive/net/verdict.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
type Answers = Readonly<Record<string, JsonObject | ((input: JsonObject) => JsonObject)>>;

/** A region as the AWS CLI prints it, one answer per operation. */
const REGION: Answers = {
  DescribeVpcs: { Vpcs: [{ VpcId: 'vpc-1', OwnerId: '111122223333', CidrBlock: '10.0.0.0/16' }] },
  DescribeSubnets: {
    Subnets: [{ SubnetId: 'subnet-1', VpcId: 'vpc-1', OwnerId: '111122223333', CidrBlock: '10.0.1.0/24' }],
  },
  DescribeRouteTables: {
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        VpcId: 'vpc-1',
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
          { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1', State: 'active' },
        ],
      },
    ],
  },
  DescribeInternetGateways: {
    InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1', State: 'available' }] }],
  },
  DescribeNetworkAcls: {
    NetworkAcls: [
      {
        NetworkAclId: 'acl-1',
        VpcId: 'vpc-1',
        IsDefault: true,
        Associations: [{ SubnetId: 'subnet-1' }],
        Entries: [false, true].map((Egress) => ({
          RuleNumber: 100,
          Egress,
          RuleAction: 'allow',
          Protocol: '-1',
          CidrBlock: '0.0.0.0/0',
        })),
      },
    ],
  },
  DescribeSecurityGroups: {
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'web',
        VpcId: 'vpc-1',
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, PrefixListIds: [{ PrefixListId: 'pl-1' }] }],
      },
    ],
  },
  DescribeSecurityGroupRules: {
    SecurityGroupRules: [
      {
        SecurityGroupRuleId: 'sgr-1',
        GroupId: 'sg-1',
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 22,
        ToPort: 22,
        PrefixListId: 'pl-1',
      },
    ],
  },
  DescribeSecurityGroupVpcAssociations: { SecurityGroupVpcAssociations: [] },
  DescribeManagedPrefixLists: {
    PrefixLists: [{ PrefixListId: 'pl-1', PrefixListName: 'partners', AddressFamily: 'IPv4' }],
  },
  GetManagedPrefixListEntries: { Entries: [{ Cidr: '0.0.0.0/1' }, { Cidr: '128.0.0.0/1' }] },
  DescribeVpcBlockPublicAccessOptions: {
    VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: 'off', State: 'default-state' },
  },
  DescribeVpcBlockPublicAccessExclusions: { VpcBlockPublicAccessExclusions: [] },
  DescribeVpcPeeringConnections: { VpcPeeringConnections: [] },
  DescribeTransitGatewayAttachments: { TransitGatewayAttachments: [] },
  DescribeNetworkInterfaces: {
    NetworkInterfaces: [
      {
        NetworkInterfaceId: 'eni-1',
        VpcId: 'vpc-1',
        SubnetId: 'subnet-1',
        Status: 'in-use',
        Groups: [{ GroupId: 'sg-1' }],
        Attachment: { InstanceId: 'i-1', DeviceIndex: 0 },
        PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.5', Association: { PublicIp: '198.51.100.5' } }],
      },
    ],
  },
  DescribeInstances: {
    Reservations: [{ Instances: [{ InstanceId: 'i-1', Tags: [{ Key: 'environment', Value: 'production' }] }] }],
  },
  DescribeFlowLogs: { FlowLogs: [] },
  DescribeVpcEndpoints: { VpcEndpoints: [] },
  DescribeLoadBalancers: { LoadBalancers: [], LoadBalancerDescriptions: [] },
  DescribeTargetGroups: { TargetGroups: [] },
};

const portOf = (answers: Answers) => {
  const asked: string[] = [];
  const send = async ({
    operation,
    input,
  }: {
    readonly operation: string;
    readonly input: JsonObject;
  }): Promise<JsonObject> => {
    asked.push(operation);
    const answer = answers[operation];
    if (answer === undefined) throw new NotRecorded(operation);
    return typeof answer === 'function' ? answer(input) : answer;
  };
  return { asked, port: createPort({ send }, new Map(), place, new Set()) };
};

const factsOf = async (answers: Answers) => {
  const { items, gaps } = await networkCollector.collect(portOf(answers).port);
  expect(gaps).toEqual([]);
  const [facts] = items;
  if (facts === undefined) throw new Error('no facts');
  return facts;
};

const verdictIn = async (answers: Answers) =>
  verdictOf(exposureOf(networkOf([await factsOf(answers)]), { kind: 'network-interface', id: 'eni-1' }));

const without = (operation: string): Answers =>
  Object.fromEntries(Object.entries(REGION).filter(([name]) => name !== operation));

const deny = () => {
  throw new AwsFailure('UnauthorizedOperation', 'not allowed', 403);
};

describe('the network of a region', () => {
  test('is read whole: a prefix list of two halves opens SSH to everybody', async () => {
    const facts = await factsOf(REGION);
    expect(facts.prefixLists).toMatchObject({ ok: true, value: [{ id: 'pl-1', name: 'partners', family: 4 }] });
    expect(await verdictIn(REGION)).toBe('reachable');
  });

  test('rules without ids of their own give the same verdict', async () => {
    expect(await verdictIn(without('DescribeSecurityGroupRules'))).toBe('reachable');
  });

  test.each([
    'DescribeSubnets',
    'DescribeRouteTables',
    'DescribeNetworkAcls',
    'DescribeSecurityGroups',
    'DescribeVpcBlockPublicAccessOptions',
    'GetManagedPrefixListEntries',
    'DescribeNetworkInterfaces',
  ])('%s denied: unknown, never a proof', async (operation) => {
    expect(await verdictIn({ ...REGION, [operation]: deny })).toBe('unknown');
  });

  test.each([
    'DescribeManagedPrefixLists',
    'DescribeVpcPeeringConnections',
    'DescribeFlowLogs',
    'DescribeInstances',
    'DescribeTransitGatewayAttachments',
  ])('%s denied: nothing depends on it here', async (operation) => {
    expect(await verdictIn({ ...REGION, [operation]: deny })).toBe('reachable');
  });

  test('prefix lists that nothing names are not asked for', async () => {
    const groups = { SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'web' }] };
    const { asked, port } = portOf({
      ...REGION,
      DescribeSecurityGroups: groups,
      DescribeSecurityGroupRules: { SecurityGroupRules: [] },
    });
    await networkCollector.collect(port);
    expect(asked).not.toContain('DescribeManagedPrefixLists');
    expect(asked).not.toContain('GetManagedPrefixListEntries');
  });
});

describe('transit gateways', () => {
  const attachment = {
    TransitGatewayAttachmentId: 'tgw-attach-1',
    TransitGatewayId: 'tgw-1',
    TransitGatewayOwnerId: '111122223333',
    ResourceOwnerId: '111122223333',
    ResourceType: 'vpc',
    ResourceId: 'vpc-1',
    State: 'available',
    Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' },
  };
  const JOINED: Answers = {
    ...REGION,
    DescribeTransitGatewayAttachments: { TransitGatewayAttachments: [attachment] },
    DescribeTransitGatewayVpcAttachments: {
      TransitGatewayVpcAttachments: [
        {
          TransitGatewayAttachmentId: 'tgw-attach-1',
          TransitGatewayId: 'tgw-1',
          VpcId: 'vpc-1',
          SubnetIds: ['subnet-1'],
          State: 'available',
          Options: { SecurityGroupReferencingSupport: 'enable' },
        },
      ],
    },
    DescribeTransitGateways: {
      TransitGateways: [{ TransitGatewayId: 'tgw-1', Options: { SecurityGroupReferencingSupport: 'enable' } }],
    },
    DescribeTransitGatewayRouteTables: {
      TransitGatewayRouteTables: [{ TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayId: 'tgw-1' }],
    },
    SearchTransitGatewayRoutes: {
      Routes: [
        {
          DestinationCidrBlock: '10.0.0.0/16',
          TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1', ResourceType: 'vpc' }],
          Type: 'propagated',
          State: 'active',
        },
        { DestinationCidrBlock: '10.9.0.0/16', Type: 'static', State: 'blackhole' },
        { DestinationCidrBlock: '10.8.0.0/16', Type: 'static', State: 'deleted' },
      ],
      AdditionalRoutesAvailable: false,
    },
  };

  test('are read with associations, routes and what they allow', async () => {
    const facts = await factsOf(JOINED);
    expect(facts.transitAttachments).toMatchObject({
      value: [
        {
          kind: 'vpc',
          resource: 'vpc-1',
          subnets: { value: ['subnet-1'] },
          groupReferencing: { value: true },
          table: { value: 'tgw-rtb-1' },
        },
      ],
    });
    expect(facts.transitTables).toMatchObject({
      value: [
        {
          id: 'tgw-rtb-1',
          routes: {
            value: [
              { to: { cidr: '10.0.0.0/16' }, targetId: 'tgw-attach-1', origin: 'propagated' },
              { to: { cidr: '10.9.0.0/16' }, target: 'blackhole', origin: 'static' },
            ],
          },
        },
      ],
    });
  });

  test('with nothing attached are not asked for more', async () => {
    const { asked, port } = portOf(REGION);
    await networkCollector.collect(port);
    expect(asked.filter((name) => name.includes('Transit'))).toEqual(['DescribeTransitGatewayAttachments']);
  });

  test('an answer that was cut short is not a whole table', async () => {
    const cut = { Routes: [], AdditionalRoutesAvailable: true };
    const facts = await factsOf({ ...JOINED, SearchTransitGatewayRoutes: cut });
    expect(facts.transitTables).toMatchObject({ value: [{ routes: { ok: false, gap: { kind: 'inconclusive' } } }] });
  });

  test("another account's gateway does not tell its associations", async () => {
    const foreign = { ...attachment, TransitGatewayOwnerId: '999988887777', Association: undefined };
    const { Association: _, ...seen } = foreign;
    const facts = await factsOf({
      ...JOINED,
      DescribeTransitGatewayAttachments: { TransitGatewayAttachments: [seen] },
    });
    expect(facts.transitAttachments).toMatchObject({ value: [{ table: { ok: false } }] });
  });

  test('an attachment whose subnets were not told has unknown subnets', async () => {
    const facts = await factsOf({ ...JOINED, DescribeTransitGatewayVpcAttachments: deny });
    expect(facts.transitAttachments).toMatchObject({
      value: [{ subnets: { ok: false }, groupReferencing: { ok: false } }],
    });
  });
});

test('load balancers are followed to their targets, one call each', async () => {
  const answers: Answers = {
    ...REGION,
    DescribeLoadBalancers: {
      LoadBalancers: [
        {
          LoadBalancerArn: 'arn:nlb',
          LoadBalancerName: 'front',
          Type: 'network',
          Scheme: 'internet-facing',
          VpcId: 'vpc-1',
          AvailabilityZones: [{ SubnetId: 'subnet-1', ZoneName: 'a' }],
        },
      ],
      LoadBalancerDescriptions: [
        {
          LoadBalancerName: 'old',
          Scheme: 'internet-facing',
          VPCId: 'vpc-1',
          Subnets: ['subnet-1'],
          SecurityGroups: ['sg-1'],
          Instances: [{ InstanceId: 'i-1' }],
          ListenerDescriptions: [{ Listener: { Protocol: 'TCP', LoadBalancerPort: 80, InstancePort: 8080 } }],
        },
      ],
    },
    DescribeLoadBalancerAttributes: { Attributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }] },
    DescribeListeners: {
      Listeners: [
        {
          ListenerArn: 'arn:l',
          Port: 443,
          Protocol: 'TLS',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn:tg' }],
        },
      ],
    },
    DescribeTargetGroups: {
      TargetGroups: [
        {
          TargetGroupArn: 'arn:tg',
          Protocol: 'TCP',
          Port: 8443,
          TargetType: 'ip',
          VpcId: 'vpc-1',
          LoadBalancerArns: ['arn:nlb'],
        },
      ],
    },
    DescribeTargetGroupAttributes: { Attributes: [] },
    DescribeTargetHealth: { TargetHealthDescriptions: [{ Target: { Id: '10.0.1.5', Port: 8443 } }] },
  };
  const facts = await factsOf(answers);
  expect(facts.balancers).toMatchObject({
    ok: true,
    value: [
      {
        id: 'arn:nlb',
        crossZone: true,
        groups: [],
        listeners: { ok: true, value: [{ port: 443, protocols: ['tcp'], forwards: { value: ['arn:tg'] } }] },
      },
      { name: 'old', kind: 'classic', nodes: [{ subnet: 'subnet-1' }] },
    ],
  });
  expect(facts.targetGroups).toMatchObject({
    ok: true,
    value: [
      // The default of ip targets over TCP: the balancer's own address.
      {
        id: 'arn:tg',
        preservesClientIp: { ok: true, value: false },
        targets: { ok: true, value: [{ id: '10.0.1.5', port: 8443 }] },
      },
      { port: 8080, targets: { ok: true, value: [{ id: 'i-1', port: 8080 }] } },
    ],
  });
});

test('interfaces carry the tags of their instance', async () => {
  const { items } = await interfacesCollector.collect(portOf(REGION).port);
  expect(items).toMatchObject([
    { id: 'eni-1', instance: 'i-1', serves: 'instance', tags: { environment: 'production' } },
  ]);
});

describe('CloudFront VPC origins', () => {
  const distributions = (...origins: readonly string[]): JsonObject => ({
    DistributionList: {
      Items: origins.map((id) => ({
        Id: 'E1',
        ARN: 'arn:aws:cloudfront::111122223333:distribution/E1',
        DomainName: 'd1.cloudfront.net',
        Enabled: true,
        Origins: { Items: [{ VpcOriginConfig: { VpcOriginId: id } }] },
      })),
    },
  });

  test('are read when a distribution uses one', async () => {
    const origin = {
      Id: 'vo-1',
      VpcOriginEndpointConfig: { Arn: 'arn:lb', HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
    };
    const { port } = portOf({ ListDistributions: distributions('vo-1'), GetVpcOrigin: { VpcOrigin: origin } });
    const { items } = await doorsCollector.collect(port);
    expect(items[0]?.vpcOrigins).toEqual({
      ok: true,
      value: [{ id: 'vo-1', target: 'arn:lb', ports: [443], distributions: ['E1'] }],
    });
  });

  test('are not asked for when none is used', async () => {
    const { asked, port } = portOf({ ListDistributions: distributions() });
    expect((await doorsCollector.collect(port)).items[0]?.vpcOrigins).toEqual({ ok: true, value: [] });
    expect(asked).not.toContain('GetVpcOrigin');
  });

  test('denied: a gap, not an empty list', async () => {
    const { port } = portOf({ ListDistributions: deny });
    expect((await doorsCollector.collect(port)).items[0]?.vpcOrigins).toMatchObject({
      ok: false,
      gap: { kind: 'denied' },
    });
  });
});

describe('Global Accelerator', () => {
  const ARN = 'arn:aws:globalaccelerator::111122223333:accelerator/a';
  const listener = (Protocol: string, FromPort: number, ToPort: number): JsonObject => ({
    Listeners: [{ ListenerArn: 'arn:listener', Protocol, PortRanges: [{ FromPort, ToPort }] }],
  });
  const groups = (group: JsonObject): JsonObject => ({ EndpointGroups: [group] });
  const endpoint = { EndpointId: 'i-1', Weight: 128, ClientIPPreservationEnabled: true };
  const one: Answers = {
    ListAccelerators: { Accelerators: [{ AcceleratorArn: ARN, Enabled: true }] },
    ListCustomRoutingAccelerators: { Accelerators: [] },
    ListListeners: listener('TCP', 443, 443),
    ListEndpointGroups: groups({ EndpointDescriptions: [endpoint] }),
  };
  const acceleratorsOf = async (answers: Answers) => {
    const { asked, port } = portOf({ ListDistributions: { DistributionList: { Items: [] } }, ...answers });
    const { items, gaps } = await doorsCollector.collect(port);
    expect(gaps).toEqual([]);
    return { asked, accelerators: items[0]?.accelerators };
  };
  const read = {
    accelerator: ARN,
    target: 'i-1',
    served: true,
    protocol: 'tcp',
    ports: [{ from: 443, to: 443, targetPort: null }],
    preservesClientIp: true,
  };

  test.each<readonly [name: string, answers: Answers, value: readonly object[]]>([
    ['an endpoint', {}, [read]],
    [
      'UDP',
      { ListListeners: listener('UDP', 53, 53) },
      [{ ...read, protocol: 'udp', ports: [{ from: 53, to: 53, targetPort: null }] }],
    ],
    [
      'ports that are sent elsewhere',
      {
        ListListeners: listener('TCP', 80, 90),
        ListEndpointGroups: groups({
          EndpointDescriptions: [endpoint],
          PortOverrides: [
            { ListenerPort: 90, EndpointPort: 9090 },
            { ListenerPort: 82, EndpointPort: 8082 },
            { ListenerPort: 443, EndpointPort: 8443 },
          ],
        }),
      },
      [
        {
          ...read,
          ports: [
            { from: 80, to: 81, targetPort: null },
            { from: 83, to: 89, targetPort: null },
            { from: 82, to: 82, targetPort: 8082 },
            { from: 90, to: 90, targetPort: 9090 },
          ],
        },
      ],
    ],
    [
      'an endpoint without weight',
      { ListEndpointGroups: groups({ EndpointDescriptions: [{ ...endpoint, Weight: 0 }] }) },
      [{ ...read, served: false }],
    ],
    [
      'a group whose dial is closed',
      { ListEndpointGroups: groups({ TrafficDialPercentage: 0, EndpointDescriptions: [endpoint] }) },
      [{ ...read, served: false }],
    ],
    ['a group without endpoints', { ListEndpointGroups: groups({}) }, []],
    [
      'an accelerator that is off',
      { ListAccelerators: { Accelerators: [{ AcceleratorArn: ARN, Enabled: false }] } },
      [],
    ],
    ['none', { ListAccelerators: { Accelerators: [] } }, []],
  ])('%s', async (_, answers, value) => {
    expect((await acceleratorsOf({ ...one, ...answers })).accelerators).toEqual({ ok: true, value });
  });

  test.each<readonly [name: string, answers: Answers, kind: string]>([
    ['denied', { ListAccelerators: deny }, 'denied'],
    ['listeners denied', { ListListeners: deny }, 'denied'],
    ['endpoints denied', { ListEndpointGroups: deny }, 'denied'],
    ['custom routing denied', { ListCustomRoutingAccelerators: deny }, 'denied'],
    [
      'custom routing, which is not followed',
      { ListCustomRoutingAccelerators: { Accelerators: [{ AcceleratorArn: ARN }] } },
      'unsupported',
    ],
    ['a protocol nobody knows', { ListListeners: listener('SCTP', 443, 443) }, 'malformed'],
  ])('%s: not read, never an empty list', async (_, answers, kind) => {
    expect((await acceleratorsOf({ ...one, ...answers })).accelerators).toMatchObject({ ok: false, gap: { kind } });
  });
});
