import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flowBetween } from '../../../src/derive/net/flow.ts';
import { contains, covers } from '../../../src/derive/net/intervals.ts';
import { linkBetween } from '../../../src/derive/net/link.ts';
import { networkOf } from '../../../src/derive/net/network.ts';
import { addressesOf } from '../../../src/derive/net/space.ts';
import { known } from '../../../src/domain/gap.ts';
import type { AclEntry, GroupRule, NetworkFacts, Route } from '../../../src/domain/network.ts';
import {
  acl,
  attachment,
  cidr,
  denied,
  entry,
  facts,
  group,
  route,
  rule,
  subnet,
  table,
  transitTable,
  vpc,
} from './facts.ts';
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

/*
 * Two VPCs joined by a peering, a transit gateway or both, walked packet by packet: first the way there with every table and ACL that it meets,
 * then the way back. Shares no code with the engine but the shape of the facts.
 */

interface Plan {
  readonly a: { readonly host: string; readonly subnet: string; readonly door: string; readonly vpc: string };
  readonly b: Plan['a'];
  readonly blocks: readonly string[];
  readonly world: string;
}

const PLANS: Readonly<Record<4 | 6, Plan>> = {
  4: {
    a: { host: '10.0.1.5', subnet: '10.0.1.0/24', door: '10.0.9.0/28', vpc: '10.0.0.0/16' },
    b: { host: '10.1.1.5', subnet: '10.1.1.0/24', door: '10.1.9.0/28', vpc: '10.1.0.0/16' },
    blocks: ['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/16', '10.1.0.0/16', '10.0.1.0/24', '10.1.1.0/24', '10.1.1.4/31'],
    world: '0.0.0.0/0',
  },
  6: {
    a: { host: 'fd00:a:1::5', subnet: 'fd00:a:1::/64', door: 'fd00:a:9::/64', vpc: 'fd00:a::/32' },
    b: { host: 'fd00:b:1::5', subnet: 'fd00:b:1::/64', door: 'fd00:b:9::/64', vpc: 'fd00:b::/32' },
    blocks: ['::/0', 'fd00::/16', 'fd00:a::/32', 'fd00:b::/32', 'fd00:a:1::/64', 'fd00:b:1::/64', 'fd00:b:1::4/127'],
    world: '::/0',
  },
};

type Side = 'a' | 'b';

interface World {
  /** Of the table of each host's subnet; the tables of the doors hold the local route alone. */
  readonly routes: Readonly<Record<Side, readonly Route[]>>;
  readonly gateway: readonly Route[];
  readonly acls: Readonly<Record<'a' | 'b' | 'door-a' | 'door-b', readonly AclEntry[]>>;
  readonly rules: Readonly<Record<Side, readonly GroupRule[]>>;
  /** Whether the gateway sits in the subnets of the hosts themselves. */
  readonly inside: boolean;
  readonly peered: boolean;
  readonly referencing: boolean;
}

const other = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/** The longest prefix, then static before propagated. */
const hop = (routes: readonly Route[], to: Bits): string | null =>
  routes
    .flatMap((one) =>
      'cidr' in one.to && inBlock(to, one.to.cidr) ? [{ one, length: prefixBits(one.to.cidr).length }] : [],
    )
    .toSorted(
      (x, y) => y.length - x.length || Number(x.one.origin === 'propagated') - Number(y.one.origin === 'propagated'),
    )[0]?.one.targetId ?? null;

/** Does a packet get from the subnet of one host to the other, and over what? */
const travels = (world: World, plan: Plan, from: Side, packet: Packet): 'tgw' | 'pcx' | null => {
  const [source, target] = [bitsOf(plan[from].host), bitsOf(plan[other(from)].host)];
  const out = hop(world.routes[from], target);
  if (!aclPasses(world.acls[from], 'egress', target, packet)) return null;
  if (out === 'pcx-1' && world.peered)
    return aclPasses(world.acls[other(from)], 'ingress', source, packet) ? 'pcx' : null;
  if (out !== 'tgw-1') return null;
  const door = (side: Side) => (world.inside ? side : (`door-${side}` as const));
  if (!aclPasses(world.acls[door(from)], 'ingress', source, packet)) return null;
  if (hop(world.gateway, target) !== `tgw-attach-${other(from)}`) return null;
  if (world.inside) return 'tgw';
  return aclPasses(world.acls[door(other(from))], 'egress', target, packet) &&
    aclPasses(world.acls[other(from)], 'ingress', source, packet)
    ? 'tgw'
    : null;
};

const simulate = (world: World, plan: Plan, packet: Packet): boolean => {
  const [source, target] = [bitsOf(plan.a.host), bitsOf(plan.b.host)];
  const over = travels(world, plan, 'a', packet);
  if (over === null) return false;
  const refers = (direction: 'ingress' | 'egress') => over === 'pcx' || (world.referencing && direction === 'ingress');
  return (
    groupPasses(world.rules.a, 'egress', target, refers('egress') ? ['sg-b'] : [], packet) &&
    groupPasses(world.rules.b, 'ingress', source, refers('ingress') ? ['sg-a'] : [], packet) &&
    SOURCE_PORTS.some((port) => travels(world, plan, 'b', { ...packet, port }) !== null)
  );
};

const build = (world: World, plan: Plan, family: 4 | 6): NetworkFacts => {
  const spare = (n: number) => (family === 4 ? [] : [`10.${n}.0.0/24`]);
  const own = (side: Side) => [route(plan[side].vpc, 'local')];
  return facts({
    vpcs: known([vpc('vpc-a', [plan.a.vpc]), vpc('vpc-b', [plan.b.vpc])]),
    subnets: known(
      (['a', 'b'] as const).flatMap((side, n) => [
        subnet(`subnet-${side}`, [plan[side].subnet, ...spare(n)], { vpc: `vpc-${side}`, zone: 'z' }),
        subnet(`door-${side}`, [plan[side].door], { vpc: `vpc-${side}`, zone: 'z' }),
      ]),
    ),
    routeTables: known(
      (['a', 'b'] as const).flatMap((side) => [
        {
          ...table(`rtb-${side}`, [`subnet-${side}`], []),
          vpc: `vpc-${side}`,
          routes: [...own(side), ...world.routes[side]],
        },
        { ...table(`rtb-door-${side}`, [`door-${side}`], []), vpc: `vpc-${side}`, routes: own(side) },
      ]),
    ),
    networkAcls: known([
      acl('acl-a', ['subnet-a'], world.acls.a),
      acl('acl-b', ['subnet-b'], world.acls.b),
      acl('acl-door-a', ['door-a'], world.acls['door-a']),
      acl('acl-door-b', ['door-b'], world.acls['door-b']),
    ]),
    securityGroups: known([
      { ...group('sg-a', []), rules: world.rules.a },
      { ...group('sg-b', []), rules: world.rules.b },
    ]),
    interfaces: known([]),
    peerings: known(
      world.peered
        ? [
            {
              id: 'pcx-1',
              active: true,
              requester: { vpc: 'vpc-a', owner: '1', region: 'r', cidrs: [cidr(plan.a.vpc)] },
              accepter: { vpc: 'vpc-b', owner: '1', region: 'r', cidrs: [cidr(plan.b.vpc)] },
            },
          ]
        : [],
    ),
    transitAttachments: known(
      (['a', 'b'] as const).map((side) =>
        attachment(`tgw-attach-${side}`, `vpc-${side}`, [world.inside ? `subnet-${side}` : `door-${side}`], {
          groupReferencing: known(world.referencing),
        }),
      ),
    ),
    transitTables: known([transitTable(world.gateway)]),
  });
};

const once = <T>(list: readonly T[], key: (item: T) => string): readonly T[] => [
  ...new Map(list.map((item) => [key(item), item])).values(),
];

const arbWorld = (plan: Plan): fc.Arbitrary<World> => {
  const block = fc.constantFrom(...plan.blocks);
  const what = fc.constantFrom('all', 'tcp/22', 'tcp/20-25', 'tcp/443', 'udp/53', 'tcp/1-65535');
  const direction = fc.constantFrom('ingress' as const, 'egress' as const);
  const entries = fc
    .array(
      fc
        .tuple(
          fc.integer({ min: 1, max: 99 }),
          direction,
          fc.constantFrom('allow' as const, 'deny' as const),
          what,
          block,
        )
        .map((parts) => entry(...parts)),
      { maxLength: 2 },
    )
    .map((some) => [
      ...once(some, (one) => `${one.direction}${one.number}`),
      ...(['ingress', 'egress'] as const).map((way) => entry(100, way, 'allow', 'all', plan.world)),
    ]);
  /** More specific than the local route AWS takes only appliances, so that one's own blocks have no other route. */
  const routes = (side: Side) =>
    fc
      .tuple(
        fc.constantFrom('tgw-1', 'tgw-1', 'pcx-1'),
        fc.array(fc.tuple(block, fc.constantFrom('tgw-1', 'pcx-1', 'igw-1')), { maxLength: 2 }),
      )
      .map(([main, some]) => {
        const foreign = some.filter(([to]) => !inBlock(bitsOf(to), plan[side].vpc));
        return once([...foreign, [plan[other(side)].vpc, main] as const], ([to]) => to);
      })
      .map((list) => list.map(([to, target]) => route(to, target)));
  const gateway = fc
    .array(
      fc.tuple(
        block,
        fc.constantFrom('tgw-attach-a', 'tgw-attach-b', 'blackhole'),
        fc.constantFrom('static' as const, 'propagated' as const),
      ),
      { maxLength: 3 },
    )
    .map((some) => [
      ...once(some, ([to, , origin]) => `${to}${origin}`).map(([to, target, origin]) => route(to, target, { origin })),
      ...(['a', 'b'] as const)
        .filter((side) => !some.some(([to, , origin]) => to === plan[side].vpc && origin === 'propagated'))
        .map((side) => route(plan[side].vpc, `tgw-attach-${side}`, { origin: 'propagated' })),
    ]);
  const rules = (peer: string) =>
    fc
      .array(fc.tuple(what, fc.oneof(block, fc.constant(peer)), direction), { maxLength: 3 })
      .map((some) => [...some, ['tcp/443', plan.world, 'egress'] as const].map(([a, b, c]) => rule(a, b, c)));
  return fc.record({
    routes: fc.record({ a: routes('a'), b: routes('b') }),
    gateway,
    acls: fc.record({ a: entries, b: entries, 'door-a': entries, 'door-b': entries }),
    rules: fc.record({ a: rules('sg-b'), b: rules('sg-a') }),
    inside: fc.boolean(),
    peered: fc.boolean(),
    referencing: fc.boolean(),
  });
};

const PACKETS: readonly Packet[] = [
  ...[19, 20, 22, 25, 26, 443, 65535].map((port) => ({ protocol: 'tcp' as const, port })),
  ...[22, 53].map((port) => ({ protocol: 'udp' as const, port })),
];

test.each([4, 6] as const)('between two VPCs, IPv%i: engine and simulator agree on every packet', (family) => {
  const plan = PLANS[family];
  fc.assert(
    fc.property(arbWorld(plan), (world) => {
      const network = networkOf([build(world, plan, family)]);
      const party = (side: Side) => ({
        subnet: `subnet-${side}`,
        addresses: addressesOf([cidr(`${plan[side].host}/${family === 4 ? 32 : 128}`)], family),
        exact: true,
        groups: [`sg-${side}`],
      });
      let passed = false;
      for (const packet of PACKETS) {
        const protocol = packet.protocol === 'udp' ? 'udp' : 'tcp';
        const { ports } = flowBetween(network, family, protocol, party('a'), party('b'));
        const simulated = simulate(world, plan, packet);
        passed ||= simulated;
        expect(contains(ports.must, packet.port), `must ${protocol}/${packet.port}`).toBe(simulated);
        if (protocol === 'tcp') expect(contains(ports.may, packet.port), `may ${packet.port}`).toBe(simulated);
        if (simulated) expect(contains(ports.may, packet.port)).toBe(true);
      }
      if (passed) expect(linkBetween(network, 'vpc-a', 'vpc-b').verdict).toBe('joined');
    }),
    { numRuns: 80 },
  );
});

const PARTS = [
  'vpcs',
  'subnets',
  'routeTables',
  'networkAcls',
  'securityGroups',
  'peerings',
  'transitAttachments',
  'transitTables',
  'interfaces',
] as const;

test('between two VPCs, a fact that is lost opens nothing for certain and closes nothing', () => {
  const plan = PLANS[4];
  const party = (side: Side) => ({
    subnet: `subnet-${side}`,
    addresses: addressesOf([cidr(`${plan[side].host}/32`)], 4),
    exact: true,
    groups: [`sg-${side}`],
  });
  fc.assert(
    fc.property(arbWorld(plan), fc.constantFrom(...PARTS), (world, part) => {
      const whole = build(world, plan, 4);
      const poorer: NetworkFacts = { ...whole, [part]: denied('ec2:Describe') };
      for (const protocol of ['tcp', 'udp'] as const) {
        const [before, after] = [whole, poorer].map((facts) =>
          flowBetween(networkOf([facts]), 4, protocol, party('a'), party('b')),
        );
        expect(covers(after?.ports.may ?? [], before?.ports.may ?? []), `may ${part}`).toBe(true);
        expect(covers(before?.ports.must ?? [], after?.ports.must ?? []), `must ${part}`).toBe(true);
      }
      const [was, is] = [whole, poorer].map((facts) => linkBetween(networkOf([facts]), 'vpc-a', 'vpc-b').verdict);
      if (is !== was) expect(is).toBe('unknown');
    }),
    { numRuns: 100 },
  );
});
