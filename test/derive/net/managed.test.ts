import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exposureOf } from '../../../src/derive/net/exposure.ts';
import { covers } from '../../../src/derive/net/intervals.ts';
import { networkOf } from '../../../src/derive/net/network.ts';
import { reach } from '../../../src/derive/net/reach.ts';
import { missingFor, verdictOf, witnessOf } from '../../../src/derive/net/verdict.ts';
import { known, type Read } from '../../../src/domain/gap.ts';
import type { EndpointAccess, ManagedEndpoint, SubnetAccess } from '../../../src/domain/managed-endpoints.ts';
import { cidr, denied, eni, facts, group, ip, rule } from './facts.ts';

const endpoint = (access: Read<EndpointAccess>, extra: Partial<ManagedEndpoint> = {}): ManagedEndpoint => ({
  id: 'arn:aws:mq:eu-west-1:111122223333:broker:events:b-1',
  account: '111122223333',
  region: 'eu-west-1',
  tags: null,
  type: 'mq-broker',
  name: 'events',
  ports: [61_617, 8162],
  door: 'direct',
  access,
  ...extra,
});

const statement = fc.record({
  Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
  Principal: fc.constantFrom<unknown[]>('*', { AWS: '*' }, { AWS: 'arn:aws:iam::111122223333:root' }),
  Action: fc.constantFrom('a:Call', 'a:*', '*', 'a:Other'),
  Resource: fc.constantFrom('*', 'arn:aws:a:::x/*'),
  Condition: fc.constantFrom<unknown[]>(
    {},
    { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } },
    { NotIpAddress: { 'aws:SourceIp': ['198.51.100.0/24', '10.0.0.0/8'] } },
    { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
    { StringEquals: { 'own:Key': 'x' } },
    { StringEquals: { 'own:Kind': 'public' } },
  ),
});
const policy = fc.record({
  text: fc.oneof(
    fc.constant(known(null)),
    fc.constant(known('{')),
    fc.array(statement, { maxLength: 3 }).map((Statement) => known(JSON.stringify({ Statement }))),
  ),
  actions: fc.constantFrom(['a:Call'], ['a:Call', 'a:Other']),
  absent: fc.constantFrom('everybody', 'nobody'),
  given: fc.constantFrom({ 'own:kind': 'public' }, { 'own:kind': 'private' }),
  decides: fc.boolean(),
});
const service = fc.record({
  at: fc.constant('service'),
  setting: fc.constant('PubliclyAccessible'),
  sources: fc.constantFrom(null, [cidr('10.0.0.0/8')], [cidr('198.51.100.7/32')], [cidr('::/0')]),
  policy: fc.option(policy),
});
const twoSubnets = ['subnet-pub', 'subnet-priv'].map((subnet, index) => ({ subnet, zone: `eu-west-1${'ab'[index]}` }));
const subnets = fc.record({
  at: fc.constant('subnets'),
  public: fc.constantFrom(true, true, false),
  subnets: fc.subarray(twoSubnets, { minLength: 1 }).map((list) => known(list)),
  in: fc.constantFrom<SubnetAccess['in'][]>('all', { zone: 'eu-west-1a' }, { zone: 'eu-west-1b' }),
  groups: fc.constantFrom(['sg-web'], ['sg-none', 'sg-web']),
  addresses: fc.constantFrom([], [ip('10.0.1.5')], [ip('10.0.9.9')]),
});

const world = facts({
  securityGroups: known([group('sg-web', [rule('tcp/8000-9000', '0.0.0.0/0')]), group('sg-none', [])]),
});
const network = networkOf([world]);
const exposed = (access: Read<EndpointAccess>) => exposureOf(network, { kind: 'endpoint', endpoint: endpoint(access) });

/** Every way to know less of an access. */
const poorer = (access: EndpointAccess): readonly Read<EndpointAccess>[] => {
  const gone = denied('mq:DescribeBroker');
  if (access.at === 'nowhere') return [gone];
  if (access.at === 'service')
    return [gone, ...(access.policy === null ? [] : [known({ ...access, policy: { ...access.policy, text: gone } })])];
  return [
    gone,
    known({ ...access, public: null }),
    known({ ...access, subnets: gone }),
    known({ ...access, subnets: known([]) }),
    known({ ...access, groups: [] }),
  ];
};

describe('laws of managed endpoints', () => {
  const access: fc.Arbitrary<EndpointAccess> = fc.oneof(service, subnets);

  test('what is proved open may be open', () => {
    fc.assert(
      fc.property(access, (one) => {
        for (const { ports } of exposed(known(one)).openings) expect(covers(ports.may, ports.must)).toBe(true);
      }),
    );
  });

  test('what is proved open comes with a client and the thing itself', () => {
    fc.assert(
      fc.property(access, (one) => {
        const exposure = exposed(known(one));
        const witness = witnessOf(exposure);
        expect(witness !== null).toBe(verdictOf(exposure) === 'reachable');
        if (witness === null) return;
        expect(witness.hops[0]).toMatchObject({ component: 'internet', id: expect.stringMatching(/^[\da-f.:]+$/) });
        expect(witness.hops.length).toBeGreaterThan(1);
      }),
    );
  });

  test('what is unknown says what is missing', () => {
    fc.assert(
      fc.property(access, (one) => {
        const exposure = exposed(known(one));
        if (verdictOf(exposure) === 'unknown') expect(missingFor(exposure)).not.toEqual([]);
      }),
    );
  });

  test('knowing less never closes anything', () => {
    fc.assert(
      fc.property(access, (one) => {
        if (verdictOf(exposed(known(one))) === 'blocked') return;
        for (const less of poorer(one)) expect(verdictOf(exposed(less))).not.toBe('blocked');
      }),
    );
  });

  test('knowing less never opens anything', () => {
    fc.assert(
      fc.property(access, (one) => {
        if (verdictOf(exposed(known(one))) === 'reachable') return;
        for (const less of poorer(one)) expect(verdictOf(exposed(less))).not.toBe('reachable');
      }),
    );
  });
});

describe('one question about an endpoint', () => {
  const placed = (extra: Partial<SubnetAccess> = {}): ManagedEndpoint =>
    endpoint(
      known({
        at: 'subnets',
        public: true,
        subnets: known(twoSubnets),
        in: 'all',
        groups: ['sg-web'],
        addresses: [],
        ...extra,
      }),
    );
  const ask = (to: ManagedEndpoint, from: string, port: number | null, of = network) =>
    reach(of, [to], { from, to: to.name, protocol: 'tcp', port });

  test.each([
    ['on a port it serves', 8162, 'reachable'],
    ['on one it serves, but no rule opens', 61_617, 'blocked'],
    ['on one that a rule opens, but it does not serve', 8080, 'blocked'],
  ] as const)('from the internet %s', (_, port, verdict) => {
    expect(ask(placed(), 'internet', port).verdict).toBe(verdict);
  });

  test('by ARN, with the client and the endpoint in the path', () => {
    const to = placed();
    const answer = reach(network, [to], { from: 'internet', to: to.id, protocol: null, port: null });
    expect(answer).toMatchObject({ verdict: 'reachable', protocol: 'tcp', port: 8162 });
    expect(answer.path.map(({ component }) => component)).toContain('mq-broker');
  });

  test('from a block that it does not answer to', () => {
    const to = endpoint(
      known({ at: 'service', setting: 'publicAccessCidrs', sources: [cidr('198.51.100.0/24')], policy: null }),
    );
    expect(ask(to, '198.51.100.9/32', 8162).verdict).toBe('reachable');
    expect(ask(to, '203.0.113.9/32', 8162)).toMatchObject({
      verdict: 'blocked',
      blockedBy: { code: 'SOURCES_NOT_PUBLIC' },
    });
  });

  const inside = networkOf([
    {
      ...world,
      securityGroups: known([group('sg-web', [rule('tcp/8162', 'sg-client')]), group('sg-client', [])]),
      interfaces: known([
        eni('eni-client', { groups: ['sg-client'], addresses: [{ private: ip('10.0.1.8'), public: null }] }),
        eni('eni-node', { requester: 'amazon-mq', addresses: [{ private: ip('10.0.1.5'), public: null }] }),
      ]),
    },
  ]);

  test('from inside it is asked where its interfaces are, or in all of its subnets', () => {
    expect(ask(placed({ addresses: [ip('10.0.1.5')] }), 'eni-client', 8162, inside).verdict).toBe('reachable');
    expect(ask(placed(), 'eni-client', 8162, inside).verdict).toBe('reachable');
    expect(ask(placed(), 'eni-client', 61_617, inside).verdict).toBe('blocked');
  });

  test('from inside nothing can be told of what AWS answers elsewhere', () => {
    const to = endpoint(known({ at: 'service', setting: 'PubliclyAccessible', sources: null, policy: null }));
    expect(ask(to, 'eni-client', 8162, inside).verdict).toBe('unknown');
  });
});
