import { describe, expect, test } from 'vitest';
import distributions from '../../../../src/collect/aws/collectors/cloudfront-distributions.ts';
import buckets from '../../../../src/collect/aws/collectors/cloudtrail-buckets.ts';
import trails from '../../../../src/collect/aws/collectors/cloudtrail-trails.ts';
import listeners from '../../../../src/collect/aws/collectors/elb-listeners.ts';
import sslPolicies from '../../../../src/collect/aws/collectors/elb-ssl-policies.ts';
import doors from '../../../../src/collect/aws/collectors/front-doors.ts';
import shield from '../../../../src/collect/aws/collectors/shield-subscription.ts';
import type { JsonObject } from '../../../../src/collect/json.ts';
import { asked, collectWith, deniedCall, failure } from './collect-with.ts';

const balancer = (name: string, more: object = {}) => ({
  LoadBalancerArn: `arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/${name}`,
  LoadBalancerName: name,
  Scheme: 'internet-facing',
  Type: 'application',
  AvailabilityZones: [{ ZoneName: 'us-east-1a' }],
  ...more,
});
const noClassic = { 'elastic-load-balancing:DescribeLoadBalancers': { LoadBalancerDescriptions: [] } };

describe('Shield', () => {
  test('inactive: nothing more is asked', async () => {
    const { items, calls } = await collectWith(shield, {
      'shield:GetSubscriptionState': { SubscriptionState: 'INACTIVE' },
    });
    expect(items).toMatchObject([{ advanced: { value: false }, term: { value: null }, protections: { value: null } }]);
    expect(calls).toHaveLength(1);
  });

  test('active: term and protections, each unread by itself', async () => {
    const { items } = await collectWith(shield, {
      'shield:GetSubscriptionState': { SubscriptionState: 'ACTIVE' },
      'shield:DescribeSubscription': { Subscription: { EndTime: '2027-01-01T00:00:00.000Z', AutoRenew: 'ENABLED' } },
    });
    expect(items).toMatchObject([
      {
        advanced: { value: true },
        term: { value: { endsAt: Date.UTC(2027, 0, 1), autoRenew: true } },
        protections: { ok: false },
      },
    ]);
  });

  test('the state could not be read, the protections could', async () => {
    const { items } = await collectWith(shield, {
      'shield:DescribeSubscription': failure('ResourceNotFoundException'),
      'shield:ListProtections': { Protections: [{ ResourceArn: 'arn:x' }] },
    });
    expect(items).toMatchObject([
      { advanced: { ok: false }, term: { value: null }, protections: { value: ['arn:x'] } },
    ]);
  });
});

describe('front doors', () => {
  test('internal balancers, NAT gateways and free addresses are none; a network balancer stands for its addresses', async () => {
    const { items } = await collectWith(doors, {
      'elastic-load-balancing-v2:DescribeLoadBalancers': {
        LoadBalancers: [
          balancer('front'),
          balancer('inside', { Scheme: 'internal' }),
          balancer('inspect', { Type: 'gateway' }),
          balancer('stream', {
            Type: 'network',
            AvailabilityZones: [{ LoadBalancerAddresses: [{ AllocationId: 'eipalloc-nlb' }] }],
          }),
        ],
      },
      'elastic-load-balancing:DescribeLoadBalancers': {
        LoadBalancerDescriptions: [{ LoadBalancerName: 'old', Scheme: 'internet-facing' }],
      },
      'ec2:DescribeAddresses': {
        Addresses: ['nlb', 'nat', 'server', 'free'].map((name) => ({
          AllocationId: `eipalloc-${name}`,
          PublicIp: `203.0.113.${name.length}`,
          ...(name === 'free' ? {} : { AssociationId: 'a' }),
        })),
      },
      'ec2:DescribeNatGateways': { NatGateways: [{ NatGatewayAddresses: [{ AllocationId: 'eipalloc-nat' }] }] },
    });
    expect(
      items.map(({ kind, name, protectable }) => [kind, name, protectable.map((arn) => arn.split(':').at(-1))]),
    ).toEqual([
      ['application-load-balancer', 'front', ['loadbalancer/front']],
      ['network-load-balancer', 'stream', ['eip-allocation/eipalloc-nlb']],
      ['classic-load-balancer', 'old', ['loadbalancer/old']],
      ['elastic-ip', '203.0.113.6', ['eip-allocation/eipalloc-server']],
    ]);
  });

  test('distributions page by page, enabled ones only', async () => {
    const page = (Id: string, NextMarker: string, Enabled = true) => ({
      DistributionList: { Items: [{ Id, ARN: `arn:${Id}`, DomainName: `${Id}.cloudfront.net`, Enabled }], NextMarker },
    });
    const { items, calls } = await collectWith(distributions, {
      'cloudfront:ListDistributions': (request) =>
        asked(request, 'Marker') === ''
          ? page('E1', 'E1')
          : asked(request, 'Marker') === 'E1'
            ? page('E2', 'E2', false)
            : page('E3', ''),
    });
    expect(items.map(({ name }) => name)).toEqual(['E1', 'E3']);
    expect(calls).toHaveLength(3);
  });
});

describe('listeners', () => {
  const redirect = (Protocol: string) => [{ Type: 'redirect', RedirectConfig: { Protocol } }];
  const http = { ListenerArn: 'arn:l', Port: 80, Protocol: 'HTTP', DefaultActions: redirect('HTTPS') };
  const given = (listener: object, rules: object | Error) => ({
    ...noClassic,
    'elastic-load-balancing-v2:DescribeLoadBalancers': { LoadBalancers: [balancer('front')] },
    'elastic-load-balancing-v2:DescribeListeners': { Listeners: [listener] as never },
    'elastic-load-balancing-v2:DescribeRules': rules instanceof Error ? rules : { ...rules },
  });

  test.each([
    [
      'every rule redirects',
      http,
      { Rules: [{ Actions: redirect('HTTPS') }, { Actions: redirect('HTTPS') }] },
      { ok: true, value: true },
    ],
    [
      'one rule forwards',
      http,
      { Rules: [{ Actions: redirect('HTTPS') }, { Actions: [{ Type: 'forward' }] }] },
      { ok: true, value: false },
    ],
    [
      'the default forwards',
      { ...http, DefaultActions: [{ Type: 'forward' }] },
      { Rules: [] },
      { ok: true, value: false },
    ],
    [
      'it redirects to HTTP',
      { ...http, DefaultActions: redirect('#{protocol}') },
      { Rules: [] },
      { ok: true, value: false },
    ],
    ['rules refused', http, deniedCall, { ok: false }],
  ])('%s', async (_, listener, rules, expected) => {
    const { items } = await collectWith(listeners, given(listener, rules));
    expect(items[0]?.redirectsToHttps).toMatchObject(expected);
  });

  test('rules are not asked for HTTPS listeners; classic ones come with their balancer', async () => {
    const { items, calls } = await collectWith(listeners, {
      ...given({ ListenerArn: 'arn:l', Port: 443, Protocol: 'HTTPS', SslPolicy: 'p', DefaultActions: [] }, deniedCall),
      'elastic-load-balancing:DescribeLoadBalancers': {
        LoadBalancerDescriptions: [
          {
            LoadBalancerName: 'old',
            Scheme: 'internet-facing',
            ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', LoadBalancerPort: 80 } }],
          },
        ],
      },
    });
    expect(items.map(({ kind, protocol, redirectsToHttps }) => [kind, protocol, redirectsToHttps])).toEqual([
      ['application', 'HTTPS', null],
      ['classic', 'HTTP', null],
    ]);
    expect(calls.some((call) => call.includes('DescribeRules'))).toBe(false);
  });
});

describe('TLS policies', () => {
  const balancers = {
    ...noClassic,
    'elastic-load-balancing-v2:DescribeLoadBalancers': { LoadBalancers: [balancer('front')] },
  };
  const policy = (Name: string, ...ciphers: readonly string[]) => ({
    Name,
    SslProtocols: ['TLSv1.2'],
    Ciphers: ciphers.map((cipher, index) => ({ Name: cipher, Priority: index + 1 })),
  });

  test('suites get their IANA names, page by page; what is no suite keeps its name', async () => {
    const { items, gaps, calls } = await collectWith(sslPolicies, {
      ...balancers,
      'elastic-load-balancing-v2:DescribeSSLPolicies': (request) =>
        asked(request, 'Marker') === ''
          ? { SslPolicies: [policy('old', 'ECDHE-RSA-AES128-SHA', 'DES-CBC3-SHA')], NextMarker: '2' }
          : { SslPolicies: [policy('new', 'TLS_AES_128_GCM_SHA256', 'AES-OF-TOMORROW')] },
    });
    expect(items.map(({ name, suites }) => [name, suites])).toEqual([
      ['old', ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA']],
      ['new', ['TLS_AES_128_GCM_SHA256', 'AES-OF-TOMORROW']],
    ]);
    expect(gaps).toEqual([]);
    expect(calls).toHaveLength(4);
  });

  test('nothing is asked where there is no load balancer', async () => {
    const { items, calls } = await collectWith(sslPolicies, {
      ...noClassic,
      'elastic-load-balancing-v2:DescribeLoadBalancers': { LoadBalancers: [] },
    });
    expect([items, calls.length]).toEqual([[], 2]);
  });

  test.each([
    ['refused', deniedCall, 'denied'],
    ['without protocols', { SslPolicies: [{ Name: 'p', Ciphers: [] }] }, 'malformed'],
  ])('an answer %s is a gap', async (_, answer, kind) => {
    const { items, gaps } = await collectWith(sslPolicies, {
      ...balancers,
      'elastic-load-balancing-v2:DescribeSSLPolicies': answer,
    });
    expect([items, gaps.map(({ gap }) => gap.kind)]).toEqual([[], [kind]]);
  });
});

describe('TLS policies of classic load balancers', () => {
  const classic = (LoadBalancerName: string, Protocol: string) => ({
    LoadBalancerName,
    ListenerDescriptions: [{ Listener: { Protocol, LoadBalancerPort: 443 }, PolicyNames: ['cookies', 'own'] }],
  });
  const attributes = (on: Readonly<Record<string, string>>) =>
    Object.entries(on).map(([AttributeName, AttributeValue]) => ({ AttributeName, AttributeValue }));
  const given = (policies: JsonObject | Error, ...classics: readonly JsonObject[]) => ({
    'elastic-load-balancing-v2:DescribeLoadBalancers': { LoadBalancers: [] },
    'elastic-load-balancing:DescribeLoadBalancers': { LoadBalancerDescriptions: [...classics] },
    'elastic-load-balancing:DescribeLoadBalancerPolicies': policies,
  });
  const own = {
    PolicyName: 'own',
    PolicyTypeName: 'SSLNegotiationPolicyType',
    PolicyAttributeDescriptions: attributes({
      'Reference-Security-Policy': 'ELBSecurityPolicy-2015-05',
      'Protocol-TLSv1': 'true',
      'Protocol-SSLv3': 'false',
      'Server-Defined-Cipher-Order': 'true',
      'DES-CBC3-SHA': 'true',
      'RC4-SHA': 'false',
      'EXP-RC4-MD5': 'true',
    }),
  };
  const cookies = { PolicyName: 'cookies', PolicyTypeName: 'LBCookieStickinessPolicyType' };

  test('are told by the attributes that are on', async () => {
    const { items } = await collectWith(
      sslPolicies,
      given({ PolicyDescriptions: [cookies, own] }, classic('old', 'HTTPS')),
    );
    expect(items).toMatchObject([
      {
        name: 'own',
        balancer: 'arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/old',
        protocols: ['TLSv1'],
        suites: ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'EXP-RC4-MD5'],
      },
    ]);
  });

  test('and of those only that speak TLS', async () => {
    const { items, calls } = await collectWith(sslPolicies, given(deniedCall, classic('plain', 'TCP')));
    expect([items, calls.length]).toEqual([[], 2]);
  });

  test('a refusal is a gap', async () => {
    const { gaps } = await collectWith(sslPolicies, given(deniedCall, classic('old', 'SSL')));
    expect(gaps).toMatchObject([{ gap: { action: 'elasticloadbalancing:DescribeLoadBalancerPolicies' } }]);
  });
});

describe('trails', () => {
  const trail = (HomeRegion: string, more: object = {}) => ({
    TrailARN: `arn:${HomeRegion}`,
    HomeRegion,
    IsMultiRegionTrail: true,
    LogFileValidationEnabled: true,
    HasCustomEventSelectors: false,
    ...more,
  });

  test('status is read in the home region only, selectors only where there are own ones', async () => {
    const { items, calls } = await collectWith(trails, {
      'cloudtrail:DescribeTrails': { trailList: [trail('us-east-1'), trail('eu-west-1')] },
      'cloudtrail:GetTrailStatus': {
        IsLogging: true,
        LatestDeliveryTime: '2026-11-22T11:00:00.000Z',
        LatestDeliveryError: '',
      },
    });
    const [item] = items;
    expect(item?.trails).toMatchObject({
      ok: true,
      value: [
        {
          status: { ok: true, value: { logging: true, deliveryError: null } },
          allManagementEvents: { ok: true, value: true },
        },
        { status: null, allManagementEvents: null },
      ],
    });
    expect(calls).toEqual([
      'cloudtrail:DescribeTrails us-east-1 {}',
      'cloudtrail:GetTrailStatus us-east-1 {"Name":"arn:us-east-1"}',
    ]);
  });

  test('trails that cannot be listed are unread, not absent', async () => {
    const { items, gaps } = await collectWith(trails, {});
    expect(items).toMatchObject([{ trails: { ok: false, gap: { action: 'cloudtrail:DescribeTrails' } } }]);
    expect(gaps).toEqual([]);
  });
});

describe('buckets of trails', () => {
  const trail = (HomeRegion: string, more: object = {}) => ({
    TrailARN: `arn:${HomeRegion}`,
    HomeRegion,
    IsMultiRegionTrail: true,
    LogFileValidationEnabled: true,
    S3BucketName: 'logs',
    ...more,
  });
  const listed = { 'cloudtrail:DescribeTrails': { trailList: [trail('eu-west-1')] } };
  const retention = (DefaultRetention: object, ObjectLockEnabled = 'Enabled') => ({
    ObjectLockConfiguration: { ObjectLockEnabled, Rule: { DefaultRetention: { ...DefaultRetention } } },
  });

  test('are asked in the home region of their trail', async () => {
    const { items, calls } = await collectWith(buckets, {
      ...listed,
      's3:GetBucketVersioning': { Status: 'Enabled', MFADelete: 'Disabled' },
      's3:GetObjectLockConfiguration': failure('ObjectLockConfigurationNotFoundError', 404),
    });
    expect(items).toMatchObject([
      {
        id: 'arn:aws:s3:::logs',
        region: 'eu-west-1',
        versioning: { value: { enabled: true, mfaDelete: false } },
        lock: { ok: true, value: null },
      },
    ]);
    expect(calls.slice(1).map((call) => call.split(' ')[1])).toEqual(['eu-west-1', 'eu-west-1']);
  });

  test.each([
    ['days', retention({ Mode: 'COMPLIANCE', Days: 90 }), { ok: true, value: { compliance: true, days: 90 } }],
    ['years', retention({ Mode: 'GOVERNANCE', Years: 2 }), { ok: true, value: { compliance: false, days: 730 } }],
    ['no default retention', { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }, { ok: true, value: null }],
    ['no length', retention({ Mode: 'COMPLIANCE' }), { ok: true, value: null }],
    ['no answer of that shape', {}, { ok: false, gap: { kind: 'malformed' } }],
    ['a missing bucket', failure('NoSuchBucket', 404), { ok: false }],
    ['a refusal', deniedCall, { ok: false, gap: { action: 's3:GetBucketObjectLockConfiguration' } }],
  ])('a lock with %s', async (_, answer, expected) => {
    const { items } = await collectWith(buckets, {
      ...listed,
      's3:GetBucketVersioning': {},
      's3:GetObjectLockConfiguration': answer,
    });
    expect(items).toMatchObject([{ versioning: { value: { enabled: false, mfaDelete: false } }, lock: expected }]);
  });

  test('a trail without bucket and trails that cannot be listed are gaps', async () => {
    const nameless = await collectWith(buckets, {
      'cloudtrail:DescribeTrails': { trailList: [trail('eu-west-1', { S3BucketName: null })] },
    });
    const refused = await collectWith(buckets, {});
    expect([nameless, refused].map(({ items, gaps }) => [items, gaps.map(({ gap }) => gap.kind)])).toEqual([
      [[], ['malformed']],
      [[], ['denied']],
    ]);
  });
});
