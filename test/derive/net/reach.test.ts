import { describe, expect, test } from 'vitest';
import { databaseEndpoint } from '../../../src/derive/net/database.ts';
import { exposureTable } from '../../../src/derive/net/exposure-table.ts';
import { networkOf } from '../../../src/derive/net/network.ts';
import { reach } from '../../../src/derive/net/reach.ts';
import { known } from '../../../src/domain/gap.ts';
import { database } from '../../checks/network/world.ts';
import { cidr, denied, eni, facts, group, ip, route, rule, table } from './facts.ts';

const world = facts({
  securityGroups: known([
    group('sg-web', [rule('tcp/443', '0.0.0.0/0'), rule('tcp/22', '203.0.113.0/24')]),
    group('sg-app', [rule('tcp/8080', 'sg-web'), rule('tcp/9090', '10.0.1.0/24')]),
  ]),
  interfaces: known([
    eni('eni-web'),
    eni('eni-app', {
      subnet: 'subnet-priv',
      groups: ['sg-app'],
      addresses: [{ private: ip('10.0.2.5'), public: null }],
    }),
  ]),
});
const network = networkOf([world]);
const ask = (from: string, to: string, port: number, of = network) =>
  reach(of, [databaseEndpoint(database())], { from, to, protocol: 'tcp', port });

describe('one question', () => {
  test.each([
    ['internet', 'eni-web', 443, 'reachable'],
    ['internet', 'i-web', 443, 'reachable'],
    ['internet', '198.51.100.5', 443, 'reachable'],
    ['internet', '10.0.1.5', 443, 'reachable'],
    ['internet', 'arn:aws:ec2:eu-west-1:111122223333:instance/i-web', 443, 'reachable'],
    ['internet', database().id, 5432, 'blocked'],
    ['internet', database().id, 443, 'blocked'],
    ['203.0.113.0/24', 'eni-web', 22, 'reachable'],
    ['198.51.100.0/24', 'eni-web', 22, 'blocked'],
    ['eni-web', 'eni-app', 8080, 'reachable'],
    ['sg-web', 'eni-app', 8080, 'reachable'],
    ['sg-web', 'eni-app', 8081, 'blocked'],
    ['eni-app', 'eni-web', 22, 'blocked'],
    ['10.0.1.0/24', 'eni-app', 9090, 'reachable'],
    ['10.0.0.0/16', 'eni-app', 8080, 'blocked'],
    ['internet', 'eni-nowhere', 443, 'unknown'],
    ['10.99.0.0/16', 'eni-app', 9090, 'unknown'],
  ] as const)('%s to %s port %i is %s', (from, to, port, verdict) => {
    const answer = ask(from, to, port);
    expect(answer).toMatchObject({ from, to, protocol: 'tcp', port, verdict });
    expect(answer.path.length > 0).toBe(verdict === 'reachable');
    expect(answer.blockedBy !== null).toBe(verdict === 'blocked');
    expect(answer.missing.length > 0).toBe(verdict === 'unknown');
  });

  test.each([
    ['internet', 'eni-app', 8080, 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS'],
    ['internet', 'eni-web', 25, 'ENI_SG_RULES_MISMATCH'],
  ] as const)('%s to %s port %i is blocked by %s', (from, to, port, code) => {
    expect(ask(from, to, port).blockedBy?.code).toBe(code);
  });

  test('a missing route blocks, and is named', () => {
    const dead = networkOf([
      { ...world, routeTables: known([table('rtb-1', [], [route('0.0.0.0/0', 'nat-1')], { main: true })]) },
    ]);
    expect(ask('internet', 'eni-web', 443, dead).blockedBy).toEqual({
      component: 'route-table',
      id: 'rtb-1',
      code: 'NO_ROUTE_TO_DESTINATION',
    });
  });

  test('what is missing is named with its reason', () => {
    const poorer = networkOf([{ ...world, networkAcls: denied('ec2:DescribeNetworkAcls') }]);
    expect(ask('internet', 'eni-web', 443, poorer)).toMatchObject({
      verdict: 'unknown',
      missing: [{ component: 'network-acl', because: 'denied: the caller needs ec2:DescribeNetworkAcls' }],
    });
  });
});

test.each([
  ['eni-web', 'eni-app', 8080, 'reachable'],
  ['2001:db8:1:1::5', '2001:db8:1:2::5', 8080, 'reachable'],
  ['2001:db8:1:1::/64', 'eni-app', 8080, 'reachable'],
  ['2001:db8:1:2::/64', 'eni-app', 8080, 'blocked'],
  ['2001:db8:1:1::/64', 'eni-app', 22, 'blocked'],
] as const)('by IPv6: %s to %s port %i is %s', (from, to, port, verdict) => {
  const sixes = networkOf([
    {
      ...world,
      securityGroups: known([group('sg-web', []), group('sg-app', [rule('tcp/8080', '2001:db8:1:1::/64')])]),
      interfaces: known([
        eni('eni-web', { ipv6: [cidr('2001:db8:1:1::5/128')] }),
        eni('eni-app', {
          subnet: 'subnet-priv',
          groups: ['sg-app'],
          addresses: [{ private: ip('10.0.2.5'), public: null }],
          ipv6: [cidr('2001:db8:1:2::5/128')],
        }),
      ]),
    },
  ]);
  expect(ask(from, to, port, sixes).verdict).toBe(verdict);
});

describe('a question that leaves something open', () => {
  const question = (from: string, to: string, of = network, databases = [databaseEndpoint(database())]) =>
    reach(of, databases, { from, to, protocol: null, port: null });

  test('without a port the answer names the first that is open', () => {
    expect(question('internet', 'eni-web')).toMatchObject({ verdict: 'reachable', protocol: 'tcp', port: 22 });
    expect(question('sg-web', 'eni-app')).toMatchObject({ verdict: 'reachable', protocol: 'tcp', port: 8080 });
    expect(question('internet', 'eni-app')).toMatchObject({ verdict: 'blocked', protocol: null, port: null });
    expect(reach(network, [], { from: 'internet', to: 'eni-web', protocol: 'udp', port: null }).verdict).toBe(
      'blocked',
    );
  });

  test('a group that nothing else carries lets nobody in', () => {
    const code = { verdict: 'blocked', blockedBy: { code: 'NO_INTERFACE' } };
    expect(question('sg-web', 'eni-web')).toMatchObject(code);
    const unlisted = networkOf([{ ...world, interfaces: denied('ec2:DescribeNetworkInterfaces') }]);
    expect(question('sg-web', 'eni-web', unlisted).verdict).toBe('unknown');
  });

  test.each([
    [5432, 'reachable', null],
    [5433, 'blocked', 'PORT_NOT_SERVED'],
  ] as const)('a database is asked at its own port: %i is %s', (port, verdict, code) => {
    const inside = networkOf([
      {
        ...world,
        securityGroups: known([
          group('sg-web', [rule('all', '0.0.0.0/0', 'egress')]),
          group('sg-db', [rule('tcp/5000-6000', 'sg-web')]),
        ]),
      },
    ]);
    const db = database({
      port: 5432,
      zone: null,
      securityGroups: ['sg-db'],
      subnets: [{ subnet: 'subnet-priv', zone: null }],
    });
    const answer = reach(inside, [databaseEndpoint(db)], { from: 'eni-web', to: db.id, protocol: 'tcp', port });
    expect([answer.verdict, answer.blockedBy?.code ?? null]).toEqual([verdict, code]);
  });
});

test('the table of exposures lists what is open, with ports and doors', () => {
  expect(exposureTable(network, [databaseEndpoint(database({ publiclyAccessible: false }))])).toMatchObject([
    {
      type: 'network-interface',
      id: 'eni-web',
      verdict: 'reachable',
      ports: [
        { protocol: 'tcp', from: 22, to: 22, certain: true },
        { protocol: 'tcp', from: 443, to: 443, certain: true },
      ],
      doors: ['direct'],
    },
  ]);
});
