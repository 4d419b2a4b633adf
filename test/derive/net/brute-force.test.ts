import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exposureOf } from '../../../src/derive/net/exposure.ts';
import { flowBetween } from '../../../src/derive/net/flow.ts';
import { contains } from '../../../src/derive/net/intervals.ts';
import { networkOf } from '../../../src/derive/net/network.ts';
import { addressesOf } from '../../../src/derive/net/space.ts';
import { aboutPort, verdictOf, witnessOf } from '../../../src/derive/net/verdict.ts';
import { known } from '../../../src/domain/gap.ts';
import type { AclEntry, GroupRule, NetworkFacts, Route } from '../../../src/domain/network.ts';
import { acl, cidr, eni, entry, facts, group, ip, route, rule, subnet, table } from './facts.ts';
import {
  aclPasses,
  type Bits,
  bitsOf,
  groupPasses,
  inBlock,
  type Packet,
  prefixBits,
  SOURCE_PORTS,
} from './simulator.ts';

const PRIVATE = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
];
const onTheInternet = (address: Bits): boolean =>
  address.length === 32 ? !PRIVATE.some((block) => inBlock(address, block)) : address.startsWith('001');

const nextHop = (routes: readonly Route[], to: Bits): string | null => {
  const matching = routes
    .flatMap(({ to: dest, targetId }) =>
      'cidr' in dest && inBlock(to, dest.cidr) ? [{ length: prefixBits(dest.cidr).length, targetId }] : [],
    )
    .toSorted((a, b) => b.length - a.length);
  return matching[0]?.targetId ?? null;
};

interface World {
  readonly rules: readonly GroupRule[];
  readonly entries: readonly AclEntry[];
  readonly routes: readonly Route[];
}

const arrives = ({ rules, entries, routes }: World, client: Bits, packet: Packet): boolean =>
  onTheInternet(client) &&
  aclPasses(entries, 'ingress', client, packet) &&
  groupPasses(rules, 'ingress', client, [], packet) &&
  nextHop(routes, client) === 'igw-1' &&
  SOURCE_PORTS.some((port) => aclPasses(entries, 'egress', client, { ...packet, port }));

/** First and last address of each block and their neighbours: every set built from the blocks that is not empty holds one of them. */
const telling = (blocks: readonly string[], bits: number): readonly Bits[] => {
  const all = blocks
    .filter((block) => bitsOf(block).length === bits)
    .flatMap((block) => {
      const first = BigInt(`0b${prefixBits(block).padEnd(bits, '0')}`);
      const last = BigInt(`0b${prefixBits(block).padEnd(bits, '1')}`);
      return [first, last, first - 1n, last + 1n];
    });
  const inside = all.filter((value) => value >= 0n && value < 2n ** BigInt(bits));
  return [...new Set(inside.map((value) => value.toString(2).padStart(bits, '0')))];
};

const BLOCKS = {
  4: [
    '0.0.0.0/0',
    '0.0.0.0/1',
    '128.0.0.0/1',
    '8.0.0.0/8',
    '8.8.0.0/15',
    '8.8.8.0/24',
    '10.0.0.0/7',
    '203.0.113.9/32',
    '192.0.0.0/3',
  ],
  6: ['::/0', '::/1', '8000::/1', '2001:db8::/32', '2001:db8:8000::/33', '2a00::/12', 'fd00::/8', '2001:db8::9/128'],
};
const TRAFFIC = ['all', 'tcp/22', 'tcp/20-25', 'tcp/23-443', 'udp/22', 'udp/53', 'gre', 'tcp/1-65535'];
const PACKETS: readonly Packet[] = [
  ...[0, 1, 19, 20, 22, 23, 25, 26, 443, 444, 65535].map((port) => ({ protocol: 'tcp' as const, port })),
  ...[22, 23, 53].map((port) => ({ protocol: 'udp' as const, port })),
  { protocol: 'gre', port: 47 },
];

const arbWorld = (family: 4 | 6): fc.Arbitrary<World> => {
  const block = fc.constantFrom(...BLOCKS[family]);
  const what = fc.constantFrom(...TRAFFIC);
  const direction = fc.constantFrom('ingress' as const, 'egress' as const);
  const arbEntry = fc
    .tuple(fc.integer({ min: 1, max: 99 }), direction, fc.constantFrom('allow' as const, 'deny' as const), what, block)
    .map((parts) => entry(...parts));
  const arbRoute = fc
    .tuple(block, fc.constantFrom('igw-1', 'igw-1', 'nat-1', 'eigw-1', 'tgw-1'))
    .map(([to, target]) => route(to, target));
  const once = <T>(list: readonly T[], key: (item: T) => string): readonly T[] => [
    ...new Map(list.map((item) => [key(item), item])).values(),
  ];
  return fc.record({
    rules: fc.array(
      fc.tuple(what, fc.oneof(block, fc.constantFrom('sg-web', 'sg-peer')), direction).map((parts) => rule(...parts)),
      { maxLength: 5 },
    ),
    entries: fc
      .tuple(fc.array(arbEntry, { maxLength: 6 }), fc.boolean())
      .map(([some, open]) => [
        ...some,
        ...(open
          ? (['ingress', 'egress'] as const).map((way) =>
              entry(100, way, 'allow', 'all', family === 4 ? '0.0.0.0/0' : '::/0'),
            )
          : []),
      ])
      .map((list) => once(list, (one) => `${one.direction}${one.number}`)),
    routes: fc
      .array(arbRoute, { maxLength: 4 })
      .map((some) =>
        once([...some, route(family === 4 ? '0.0.0.0/0' : '::/0', 'igw-1')], (one) => JSON.stringify(one.to)),
      ),
  });
};

const build = ({ rules, entries, routes }: World, family: 4 | 6): NetworkFacts =>
  facts({
    routeTables: known([{ ...table('rtb-pub', ['subnet-pub'], []), routes }]),
    networkAcls: known([acl('acl-1', ['subnet-pub'], entries)]),
    securityGroups: known([{ ...group('sg-web', []), rules }]),
    interfaces: known([
      eni(
        'eni-web',
        family === 4
          ? {}
          : { addresses: [{ private: ip('10.0.1.5'), public: null }], ipv6: [cidr('2001:db8:1:1::5/128')] },
      ),
    ]),
  });

test.each([4, 6] as const)('the internet, IPv%i: engine and simulator agree on every packet', (family) => {
  const clients = telling(
    [...BLOCKS[family], ...PRIVATE, '2000::/3', ...(family === 4 ? ['0.0.0.0/0'] : ['::/0'])],
    family === 4 ? 32 : 128,
  );
  fc.assert(
    fc.property(arbWorld(family), (world) => {
      const exposure = exposureOf(networkOf([build(world, family)]), { kind: 'network-interface', id: 'eni-web' });
      for (const packet of PACKETS) {
        const question = aboutPort(packet.protocol === 'gre' ? 'other' : packet.protocol, packet.port);
        const verdict = verdictOf(exposure, question);
        const simulated = clients.some((client) => arrives(world, client, packet));
        if (packet.protocol === 'tcp') expect(verdict).toBe(simulated ? 'reachable' : 'blocked');
        else if (verdict !== 'unknown') expect(verdict).toBe(simulated ? 'reachable' : 'blocked');
        const client = witnessOf(exposure, question)?.hops[0]?.id;
        if (client !== undefined) expect(arrives(world, bitsOf(client), packet)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

interface Pair {
  readonly from: World;
  readonly to: World;
  readonly apart: boolean;
}

test('between two interfaces: engine and simulator agree on every packet', () => {
  const [source, destination] = [bitsOf('10.0.1.5'), bitsOf('10.0.2.6')];
  const here = fc.constantFrom(
    '0.0.0.0/0',
    '10.0.0.0/16',
    '10.0.1.0/24',
    '10.0.2.0/24',
    '10.0.2.6/32',
    '10.0.1.4/31',
    '128.0.0.0/1',
  );
  const what = fc.constantFrom(...TRAFFIC);
  const direction = fc.constantFrom('ingress' as const, 'egress' as const);
  const arbSide = fc.record({
    rules: fc.array(
      fc.tuple(what, fc.oneof(here, fc.constantFrom('sg-a', 'sg-b')), direction).map((parts) => rule(...parts)),
      { maxLength: 5 },
    ),
    entries: fc
      .array(
        fc
          .tuple(
            fc.integer({ min: 1, max: 99 }),
            direction,
            fc.constantFrom('allow' as const, 'deny' as const),
            what,
            here,
          )
          .map((parts) => entry(...parts)),
        { maxLength: 5 },
      )
      .map((some) => [
        ...some,
        ...(['ingress', 'egress'] as const).map((way) => entry(100, way, 'allow', 'all', '0.0.0.0/0')),
      ])
      .map((list) => [...new Map(list.map((one) => [`${one.direction}${one.number}`, one])).values()]),
    routes: fc.constant<readonly Route[]>([]),
  });
  const passes = ({ from, to, apart }: Pair, packet: Packet): boolean =>
    groupPasses(from.rules, 'egress', destination, ['sg-b'], packet) &&
    groupPasses(to.rules, 'ingress', source, ['sg-a'], packet) &&
    (!apart ||
      (aclPasses(from.entries, 'egress', destination, packet) &&
        aclPasses(to.entries, 'ingress', source, packet) &&
        SOURCE_PORTS.some((port) => aclPasses(to.entries, 'egress', source, { ...packet, port })) &&
        SOURCE_PORTS.some((port) => aclPasses(from.entries, 'ingress', destination, { ...packet, port }))));
  fc.assert(
    fc.property(fc.record({ from: arbSide, to: arbSide, apart: fc.boolean() }), (pair) => {
      const far = pair.apart ? 'subnet-priv' : 'subnet-pub';
      const network = networkOf([
        facts({
          subnets: known([subnet('subnet-pub', ['10.0.0.0/16']), subnet('subnet-priv', ['10.0.2.0/24'])]),
          routeTables: known([table('rtb-main', [], [], { main: true })]),
          networkAcls: known([
            acl('acl-a', ['subnet-pub'], pair.from.entries),
            acl('acl-b', ['subnet-priv'], pair.to.entries),
          ]),
          securityGroups: known([
            { ...group('sg-a', []), rules: pair.from.rules },
            { ...group('sg-b', []), rules: pair.to.rules },
          ]),
        }),
      ]);
      const party = (where: string, address: string, name: string) => ({
        subnet: where,
        addresses: addressesOf([ip(address)], 4),
        exact: true,
        groups: [name],
      });
      for (const packet of PACKETS.filter(({ protocol }) => protocol !== 'gre')) {
        const protocol = packet.protocol === 'udp' ? 'udp' : 'tcp';
        const { ports } = flowBetween(
          network,
          4,
          protocol,
          party('subnet-pub', '10.0.1.5', 'sg-a'),
          party(far, '10.0.2.6', 'sg-b'),
        );
        const simulated = passes(pair, packet);
        expect(contains(ports.must, packet.port)).toBe(simulated);
        if (protocol === 'tcp') expect(contains(ports.may, packet.port)).toBe(simulated);
      }
    }),
    { numRuns: 60 },
  );
});
