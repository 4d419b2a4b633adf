import { describe, expect, test } from 'vitest';
import { exposureOf } from '../../../src/derive/net/exposure.ts';
import { networkOf } from '../../../src/derive/net/network.ts';
import {
  describePath,
  describePorts,
  missingFor,
  openPorts,
  verdictOf,
  witnessOf,
} from '../../../src/derive/net/verdict.ts';
import { known } from '../../../src/domain/gap.ts';
import type { GlobalNetworkFacts, NetworkFacts } from '../../../src/domain/network.ts';
import {
  ACCOUNT,
  ALLOW_ALL,
  acl,
  balancer,
  denied,
  eni,
  entry,
  facts,
  group,
  ip,
  rule,
  subnet,
  targetGroup,
} from './facts.ts';

const app = eni('eni-app', {
  subnet: 'subnet-priv',
  groups: ['sg-app'],
  instance: 'i-app',
  addresses: [{ private: ip('10.0.2.5'), public: null }],
});
const target = { kind: 'network-interface', id: 'eni-app' } as const;
const world443 = rule('tcp/443', '0.0.0.0/0');
const fromLb = rule('tcp/8080', 'sg-lb');

const base = (extra: Partial<NetworkFacts> = {}, appRules = [fromLb], lbRules = [world443]): NetworkFacts =>
  facts({
    interfaces: known([app]),
    securityGroups: known([group('sg-app', appRules), group('sg-lb', lbRules)]),
    balancers: known([balancer()]),
    targetGroups: known([targetGroup(['i-app'])]),
    ...extra,
  });

const ARN = balancer().id;
const NLB = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/front/2';
const nlb = (extra: Parameters<typeof balancer>[0] = {}) =>
  balancer({ id: NLB, name: 'front', kind: 'network', groups: [], ...extra });

interface Row {
  readonly name: string;
  readonly given: NetworkFacts;
  readonly global?: readonly GlobalNetworkFacts[];
  readonly expect: 'reachable' | 'blocked' | 'unknown';
  readonly missing?: string;
  readonly doors?: readonly string[];
}

const judge = (rows: readonly Row[], of: Parameters<typeof exposureOf>[1] = target): void => {
  test.each(rows)('$name', ({ given, global = [], expect: verdict, missing, doors }) => {
    const exposure = exposureOf(networkOf([given], global), of);
    expect(verdictOf(exposure)).toBe(verdict);
    if (missing !== undefined) expect(missingFor(exposure).map(({ component }) => component)).toContain(missing);
    if (verdict === 'unknown') expect(missingFor(exposure)).not.toEqual([]);
    if (doors !== undefined) expect(exposure.openings[0]?.doors).toEqual(doors);
  });
};

describe('application load balancers', () => {
  judge([
    {
      name: 'V3 a private target by reference to the group',
      given: base(),
      expect: 'reachable',
      doors: ['load-balancer'],
    },
    {
      name: 'V3 a private target by the address of the node subnet',
      given: base({}, [rule('tcp/8080', '10.0.1.0/24')]),
      expect: 'reachable',
    },
    {
      name: 'V3 only a part of the node subnet is admitted',
      given: base({}, [rule('tcp/8080', '10.0.1.0/25')]),
      expect: 'unknown',
    },
    {
      name: 'V3 the node address is known and admitted',
      given: base(
        {
          interfaces: known([
            app,
            eni('eni-lb', { description: 'ELB app/web/1', instance: null, requester: 'amazon-elb', groups: ['sg-lb'] }),
          ]),
        },
        [rule('tcp/8080', '10.0.1.5/32')],
      ),
      expect: 'reachable',
    },
    {
      name: 'V3 the target admits somebody else',
      given: base({}, [rule('tcp/8080', '10.0.9.0/24')]),
      expect: 'blocked',
    },
    { name: 'V3 the target admits another port', given: base({}, [rule('tcp/9090', 'sg-lb')]), expect: 'blocked' },
    {
      name: 'V3 the group of the load balancer admits nobody of the internet',
      given: base({}, [fromLb], [rule('tcp/443', '10.0.0.0/8')]),
      expect: 'blocked',
    },
    {
      name: 'V3 the group of the load balancer admits another port',
      given: base({}, [fromLb], [rule('tcp/80', '0.0.0.0/0')]),
      expect: 'blocked',
    },
    {
      name: 'V3 the load balancer may send nothing',
      given: base({ securityGroups: known([group('sg-app', [fromLb]), { ...group('sg-lb', []), rules: [world443] }]) }),
      expect: 'blocked',
    },
    {
      name: 'V3 internal',
      given: base({ balancers: known([balancer({ internetFacing: false })]) }),
      expect: 'blocked',
    },
    {
      name: 'V3 nodes in a private subnet',
      given: base({ balancers: known([balancer({ nodes: [{ subnet: 'subnet-priv', zone: null }] })]) }),
      expect: 'blocked',
    },
    {
      name: 'V3 Block Public Access',
      given: base({ blockOptions: known({ mode: 'block-ingress', settled: true, exclusionsAllowed: true }) }),
      expect: 'blocked',
    },
    {
      name: 'the ACL of the target subnet turns the node away',
      given: base({
        networkAcls: known([
          acl('acl-p', ['subnet-pub'], ALLOW_ALL),
          acl(
            'acl-x',
            ['subnet-priv'],
            [
              entry(100, 'ingress', 'allow', 'tcp/9090', '0.0.0.0/0'),
              entry(100, 'egress', 'allow', 'all', '0.0.0.0/0'),
            ],
          ),
        ]),
      }),
      expect: 'blocked',
    },
    {
      name: 'AC2 inside one subnet no ACL counts',
      given: base({
        interfaces: known([{ ...app, subnet: 'subnet-pub', addresses: [{ private: ip('10.0.1.77'), public: null }] }]),
        networkAcls: known([
          acl(
            'acl-p',
            ['subnet-pub'],
            [
              entry(100, 'ingress', 'allow', 'tcp/443', '0.0.0.0/0'),
              entry(100, 'egress', 'allow', 'tcp/1024-65535', '203.0.113.0/24'),
            ],
          ),
        ]),
      }),
      expect: 'reachable',
    },
    {
      name: 'AC8 a classic load balancer meets the ACL even inside one subnet',
      given: base({
        interfaces: known([{ ...app, subnet: 'subnet-pub', addresses: [{ private: ip('10.0.1.77'), public: null }] }]),
        balancers: known([balancer({ kind: 'classic' })]),
        networkAcls: known([
          acl(
            'acl-p',
            ['subnet-pub'],
            [
              entry(100, 'ingress', 'allow', 'tcp/443', '0.0.0.0/0'),
              entry(100, 'egress', 'allow', 'tcp/1024-65535', '203.0.113.0/24'),
            ],
          ),
        ]),
      }),
      expect: 'blocked',
    },
    {
      name: 'a listener that forwards elsewhere',
      given: base({
        balancers: known([
          balancer({ listeners: known([{ port: 443, protocols: ['tcp'], forwards: known(['tg-2']) }]) }),
        ]),
        targetGroups: known([targetGroup(['i-app']), targetGroup(['i-other'], { id: 'tg-2' })]),
      }),
      expect: 'blocked',
    },
    {
      name: 'rules of the listener unread: any group of the balancer may be behind',
      given: base({
        balancers: known([
          balancer({
            listeners: known([
              { port: 443, protocols: ['tcp'], forwards: denied('elasticloadbalancing:DescribeRules') },
            ]),
          }),
        ]),
        targetGroups: known([targetGroup(['i-app'], { balancers: [ARN] })]),
      }),
      expect: 'unknown',
      missing: 'listener',
    },
    {
      name: 'listeners unread',
      given: base({
        balancers: known([balancer({ listeners: denied('elasticloadbalancing:DescribeListeners') })]),
        targetGroups: known([targetGroup(['i-app'], { balancers: [ARN] })]),
      }),
      expect: 'unknown',
      missing: 'listener',
    },
    {
      name: 'targets unread',
      given: base({
        targetGroups: known([targetGroup([], { targets: denied('elasticloadbalancing:DescribeTargetHealth') })]),
      }),
      expect: 'unknown',
      missing: 'target-group',
    },
    {
      name: 'target groups unread',
      given: base({ targetGroups: denied('elasticloadbalancing:DescribeTargetGroups') }),
      expect: 'unknown',
      missing: 'target-group',
    },
    {
      name: 'load balancers unread, none has an interface in the VPC',
      given: base({ balancers: denied('elasticloadbalancing:DescribeLoadBalancers') }),
      expect: 'blocked',
    },
    {
      name: 'load balancers unread, one has an interface in the VPC',
      given: base({
        balancers: denied('elasticloadbalancing:DescribeLoadBalancers'),
        interfaces: known([
          app,
          eni('eni-lb', { description: 'ELB app/web/1', instance: null, requester: 'amazon-elb', groups: ['sg-lb'] }),
        ]),
      }),
      expect: 'unknown',
      missing: 'load-balancer',
    },
    {
      name: 'an ip target',
      given: base({ targetGroups: known([targetGroup(['10.0.2.5'], { type: 'ip' })]) }),
      expect: 'reachable',
    },
    {
      name: 'an ip target of another address',
      given: base({ targetGroups: known([targetGroup(['10.0.2.6'], { type: 'ip' })]) }),
      expect: 'blocked',
    },
    {
      name: 'an instance with two interfaces: the first one is sent to',
      given: base({
        interfaces: known([
          app,
          eni('eni-b', {
            instance: 'i-app',
            primary: false,
            subnet: 'subnet-priv',
            groups: ['sg-app'],
            addresses: [{ private: ip('10.0.2.6'), public: null }],
          }),
        ]),
      }),
      expect: 'reachable',
    },
  ]);
});

describe('network load balancers', () => {
  const withNlb = (
    appRule: ReturnType<typeof rule>,
    preserve: boolean,
    extra: Parameters<typeof balancer>[0] = {},
    more: Partial<NetworkFacts> = {},
  ) =>
    base(
      {
        balancers: known([nlb(extra)]),
        targetGroups: known([targetGroup(['i-app'], { preservesClientIp: known(preserve) })]),
        ...more,
      },
      [appRule],
    );
  judge([
    {
      name: 'V4 not preserved: admitting the VPC lets the internet in',
      given: withNlb(rule('tcp/8080', '10.0.0.0/16'), false),
      expect: 'reachable',
      doors: ['load-balancer'],
    },
    {
      name: 'V4 preserved: admitting the VPC does not',
      given: withNlb(rule('tcp/8080', '10.0.0.0/16'), true),
      expect: 'blocked',
    },
    {
      name: 'V4 preserved: the target must admit the clients',
      given: withNlb(rule('tcp/8080', '0.0.0.0/0'), true),
      expect: 'reachable',
    },
    {
      name: 'V4 preserved: the group of the balancer counts too',
      given: withNlb(fromLb, true, { groups: ['sg-lb'] }),
      expect: 'reachable',
    },
    {
      name: 'V4 made without groups: nothing filters the listener',
      given: withNlb(rule('tcp/8080', '10.0.0.0/16'), false, { groups: [] }),
      expect: 'reachable',
    },
    {
      name: 'V4 with a closed group',
      given: withNlb(rule('tcp/8080', '10.0.0.0/16'), false, { groups: ['sg-app'] }),
      expect: 'blocked',
    },
    {
      name: 'V4 preserved: the ACL of the target subnet sees the client',
      given: withNlb(
        rule('tcp/8080', '0.0.0.0/0'),
        true,
        {},
        {
          networkAcls: known([
            acl('acl-p', ['subnet-pub'], ALLOW_ALL),
            acl(
              'acl-x',
              ['subnet-priv'],
              [entry(100, 'ingress', 'allow', 'all', '10.0.0.0/8'), entry(100, 'egress', 'allow', 'all', '0.0.0.0/0')],
            ),
          ]),
        },
      ),
      expect: 'blocked',
    },
    {
      name: 'V4 preservation unread, the target admits only the VPC',
      given: base(
        {
          balancers: known([nlb()]),
          targetGroups: known([targetGroup(['i-app'], { preservesClientIp: denied('x:y') })]),
        },
        [rule('tcp/8080', '10.0.0.0/16')],
      ),
      expect: 'unknown',
      missing: 'target-group',
    },
    {
      name: 'V4 preservation unread, the target admits everybody',
      given: base(
        {
          balancers: known([nlb()]),
          targetGroups: known([targetGroup(['i-app'], { preservesClientIp: denied('x:y') })]),
        },
        [rule('tcp/8080', '0.0.0.0/0')],
      ),
      expect: 'reachable',
    },
    {
      name: 'not across zones: the node of another zone may not reach it',
      given: withNlb(
        rule('tcp/8080', '10.0.0.0/16'),
        false,
        { crossZone: false },
        {
          subnets: known([
            subnet('subnet-pub', ['10.0.1.0/24']),
            subnet('subnet-priv', ['10.0.2.0/24'], { zone: 'euw1-az2' }),
          ]),
        },
      ),
      expect: 'unknown',
    },
    {
      name: 'not across zones: a node in the same zone',
      given: withNlb(rule('tcp/8080', '10.0.0.0/16'), false, { crossZone: false }),
      expect: 'reachable',
    },
    {
      name: 'in front of an internal application load balancer',
      given: base({
        balancers: known([
          nlb({ listeners: known([{ port: 443, protocols: ['tcp'], forwards: known(['tg-alb']) }]) }),
          balancer({ internetFacing: false }),
        ]),
        targetGroups: known([
          targetGroup([ARN], { id: 'tg-alb', type: 'alb', port: 443, preservesClientIp: known(true) }),
          targetGroup(['i-app']),
        ]),
      }),
      expect: 'reachable',
      doors: ['load-balancer', 'load-balancer'],
    },
    {
      name: 'two balancers that forward to one another end',
      given: base({
        balancers: known([
          nlb({
            internetFacing: false,
            listeners: known([{ port: 443, protocols: ['tcp'], forwards: known(['tg-self']) }]),
          }),
        ]),
        targetGroups: known([targetGroup([NLB], { id: 'tg-self', type: 'alb', port: 443 })]),
      }),
      expect: 'blocked',
    },
  ]);
});

describe('doors outside the VPC', () => {
  const accelerators = (preserves: boolean, targetId: string, served = true): GlobalNetworkFacts => ({
    account: ACCOUNT,
    accelerators: known([
      {
        accelerator: 'arn:aws:globalaccelerator::111122223333:accelerator/a',
        target: targetId,
        served,
        protocol: 'tcp',
        ports: [{ from: 443, to: 443, targetPort: null }],
        preservesClientIp: preserves,
      },
    ]),
    vpcOrigins: known([]),
  });
  const origins = (ports: readonly number[]): GlobalNetworkFacts => ({
    account: ACCOUNT,
    accelerators: known([]),
    vpcOrigins: known([{ id: 'vo-1', target: ARN, ports, distributions: ['E1'] }]),
  });
  const internal = balancer({ internetFacing: false, nodes: [{ subnet: 'subnet-priv', zone: null }] });
  const gaEni = eni('eni-ga', {
    type: 'global_accelerator_managed',
    instance: null,
    requester: 'global-accelerator',
    groups: ['sg-ga'],
    subnet: 'subnet-priv',
    addresses: [{ private: ip('10.0.2.99'), public: null }],
  });
  judge([
    {
      name: 'V5 an accelerator into a private subnet',
      given: base({ balancers: known([internal]) }),
      global: [accelerators(true, ARN)],
      expect: 'reachable',
      doors: ['global-accelerator', 'load-balancer'],
    },
    {
      name: 'V5 needs an attached gateway',
      given: base({ balancers: known([internal]), internetGateways: known([]) }),
      global: [accelerators(true, ARN)],
      expect: 'blocked',
    },
    {
      name: 'V5 Block Public Access stops it',
      given: base({
        balancers: known([internal]),
        blockOptions: known({ mode: 'block-bidirectional', settled: true, exclusionsAllowed: true }),
      }),
      global: [accelerators(true, ARN)],
      expect: 'blocked',
    },
    {
      name: 'V5 an accelerator to an instance',
      given: base({ balancers: known([]) }, [rule('tcp/443', '0.0.0.0/0')]),
      global: [accelerators(true, 'i-app')],
      expect: 'reachable',
      doors: ['global-accelerator'],
    },
    {
      name: 'V5 an accelerator that sends traffic only in need',
      given: base({ balancers: known([internal]) }),
      global: [accelerators(true, ARN, false)],
      expect: 'unknown',
      missing: 'global-accelerator',
    },
    {
      name: 'V5 an accelerator to an instance that gets traffic only in need',
      given: base({ balancers: known([]) }, [rule('tcp/443', '0.0.0.0/0')]),
      global: [accelerators(true, 'i-app', false)],
      expect: 'unknown',
      missing: 'global-accelerator',
    },
    {
      name: 'V5 an accelerator to a closed instance',
      given: base({ balancers: known([]) }, [rule('tcp/443', '10.0.0.0/8')]),
      global: [accelerators(true, 'i-app')],
      expect: 'blocked',
    },
    {
      name: 'V5 accelerators unread but their interface is there',
      given: base({
        balancers: known([]),
        interfaces: known([app, gaEni]),
        securityGroups: known([group('sg-app', [rule('tcp/443', '0.0.0.0/0')]), group('sg-ga', [])]),
      }),
      expect: 'unknown',
      missing: 'global-accelerator',
    },
    {
      name: 'V5 accelerators unread and no interface of theirs',
      given: base({ balancers: known([]) }, [rule('tcp/443', '0.0.0.0/0')]),
      expect: 'blocked',
    },
    {
      name: 'V6 a VPC origin whose group is named',
      given: base({
        balancers: known([internal]),
        securityGroups: known([
          group('sg-app', [fromLb]),
          group('sg-lb', [rule('tcp/443', 'sg-cf')]),
          group('sg-cf', [], { name: 'CloudFront-VPCOrigins-Service-SG' }),
        ]),
      }),
      global: [origins([443])],
      expect: 'reachable',
      doors: ['cdn', 'load-balancer'],
    },
    {
      name: 'V6 another source may be CloudFront',
      given: base({ balancers: known([internal]) }, [fromLb], [rule('tcp/443', '10.0.0.0/16')]),
      global: [origins([443])],
      expect: 'unknown',
    },
    {
      name: 'V6 another port',
      given: base({ balancers: known([internal]) }),
      global: [origins([80])],
      expect: 'blocked',
    },
    {
      name: 'V6 origins unread but their group is in the VPC',
      given: base({
        balancers: known([internal]),
        securityGroups: known([
          group('sg-app', [fromLb]),
          group('sg-lb', [world443]),
          group('sg-cf', [], { name: 'CloudFront-VPCOrigins-Service-SG' }),
        ]),
      }),
      expect: 'unknown',
      missing: 'cdn',
    },
    {
      name: 'V7 an API gateway link that was not read',
      given: base({
        balancers: known([]),
        interfaces: known([app, { ...gaEni, type: 'api_gateway_managed' }]),
        securityGroups: known([group('sg-app', [rule('tcp/443', 'sg-ga')]), group('sg-ga', [])]),
      }),
      expect: 'unknown',
      missing: 'api-gateway',
    },
  ]);
});

describe('the load balancer itself', () => {
  judge(
    [
      { name: 'answers the internet', given: base(), expect: 'reachable', doors: ['direct'] },
      { name: 'internal', given: base({ balancers: known([balancer({ internetFacing: false })]) }), expect: 'blocked' },
      { name: 'not listed', given: base({ balancers: known([]) }), expect: 'unknown' },
      {
        name: 'IPv6 only clients',
        given: base({ balancers: known([balancer({ publicFamilies: [6] })]) }),
        expect: 'blocked',
      },
      {
        name: 'listeners unread',
        given: base({ balancers: known([balancer({ listeners: denied('x:y') })]) }),
        expect: 'unknown',
        missing: 'listener',
      },
      {
        name: 'no listener',
        given: base({ balancers: known([balancer({ listeners: known([]) })]) }),
        expect: 'blocked',
      },
    ],
    { kind: 'load-balancer', id: ARN },
  );
});

test('the path over a load balancer names every rule on the way', () => {
  const exposure = exposureOf(networkOf([base()]), target);
  expect(describePath(witnessOf(exposure)?.hops ?? [])).toBe(
    `internet 203.0.113.9 -> igw-1 -> rtb-pub (0.0.0.0/0) -> subnet-pub -> acl-1 #100 -> app/web/1 tcp/443 <- sg-lb ${world443.id} tcp/443 0.0.0.0/0 -> tg-1 tcp/8080 -> subnet-priv -> eni-app (i-app) <- sg-app ${fromLb.id} tcp/8080 sg-lb`,
  );
  expect(describePorts(openPorts(exposure))).toBe('tcp/443');
});
