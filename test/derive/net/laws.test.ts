import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exposureOf } from '../../../src/derive/net/exposure.ts';
import { covers, unionAll } from '../../../src/derive/net/intervals.ts';
import { networkOf } from '../../../src/derive/net/network.ts';
import { PROTOCOL_CLASSES, type ProtocolClass } from '../../../src/derive/net/traffic.ts';
import { verdictOf, witnessOf } from '../../../src/derive/net/verdict.ts';
import { known, type Read } from '../../../src/domain/gap.ts';
import type { AclEntry, GroupRule, NetworkFacts, Route } from '../../../src/domain/network.ts';
import {
  acl,
  balancer,
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
  targetGroup,
} from './facts.ts';

const TARGETS = ['eni-web', 'eni-app'] as const;

const arbBlock = fc.constantFrom(
  '0.0.0.0/0',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '8.0.0.0/8',
  '8.8.0.0/16',
  '10.0.0.0/8',
  '10.0.1.0/24',
  '192.0.0.0/2',
);
const arbTraffic = fc.constantFrom(
  'all',
  'tcp/22',
  'tcp/20-30',
  'tcp/443',
  'udp/53',
  'icmp',
  'gre',
  'tcp/1-65535',
  'tcp/8080',
  'tcp/?',
);
const arbRule = fc
  .tuple(arbTraffic, fc.oneof(arbBlock, fc.constantFrom('sg-lb', 'sg-web', 'pl-1', 'pl-none')))
  .map(([what, from]): GroupRule => rule(what, from));
const arbEntry = fc
  .tuple(
    fc.integer({ min: 1, max: 200 }),
    fc.constantFrom('ingress' as const, 'egress' as const),
    fc.constantFrom('allow' as const, 'allow' as const, 'deny' as const),
    arbTraffic,
    arbBlock,
  )
  .map((parts): AclEntry => entry(...parts));
const uniqueEntries = (entries: readonly AclEntry[]): readonly AclEntry[] => [
  ...new Map(entries.map((one) => [`${one.direction} ${one.number}`, one])).values(),
];
const arbRoute = fc
  .tuple(
    fc.oneof(arbBlock, fc.constantFrom('pl-1', 'pl-none')),
    fc.constantFrom('igw-1', 'igw-1', 'igw-1', 'nat-1', 'vpce-1', 'tgw-1'),
    fc.constantFrom('active' as const, 'active' as const, 'blackhole' as const),
  )
  .map(([to, target, state]): Route => route(to, target, { state }));
const uniqueRoutes = (routes: readonly Route[]): readonly Route[] => [
  ...new Map(routes.map((one) => [JSON.stringify(one.to), one])).values(),
];

interface Knobs {
  readonly web: readonly GroupRule[];
  readonly app: readonly GroupRule[];
  readonly lb: readonly GroupRule[];
  readonly entries: readonly AclEntry[];
  readonly routes: readonly Route[];
  readonly preserve: boolean;
}

const arbKnobs: fc.Arbitrary<Knobs> = fc.record({
  web: fc.array(arbRule, { maxLength: 4 }),
  app: fc.array(arbRule, { maxLength: 4 }),
  lb: fc.array(arbRule, { maxLength: 3 }),
  entries: fc
    .array(arbEntry, { maxLength: 5 })
    .map((some) =>
      uniqueEntries([
        ...some,
        entry(201, 'ingress', 'allow', 'all', '0.0.0.0/0'),
        entry(202, 'egress', 'allow', 'all', '0.0.0.0/0'),
      ]),
    ),
  routes: fc.array(arbRoute, { maxLength: 3 }).map((some) => uniqueRoutes([route('0.0.0.0/0', 'igw-1'), ...some])),
  preserve: fc.boolean(),
});

const worldOf = ({ web, app, lb, entries, routes, preserve }: Knobs): NetworkFacts =>
  facts({
    subnets: known([subnet('subnet-pub', ['10.0.1.0/24']), subnet('subnet-priv', ['10.0.2.0/24'])]),
    routeTables: known([table('rtb-main', [], [], { main: true }), table('rtb-pub', ['subnet-pub'], routes)]),
    networkAcls: known([acl('acl-1', ['subnet-pub', 'subnet-priv'], entries)]),
    prefixLists: known([
      { id: 'pl-1', name: 'x', family: 4, entries: known([cidr('8.0.0.0/8'), cidr('10.0.1.0/24')]) },
    ]),
    securityGroups: known([group('sg-web', web), group('sg-app', app), group('sg-lb', lb)]),
    interfaces: known([
      eni('eni-web'),
      eni('eni-app', {
        subnet: 'subnet-priv',
        groups: ['sg-app'],
        addresses: [{ private: ip('10.0.2.5'), public: null }],
      }),
    ]),
    balancers: known([balancer({ kind: 'network' })]),
    targetGroups: known([targetGroup(['i-app'], { preservesClientIp: known(preserve) })]),
  });

const portsOf = (world: NetworkFacts, id: string, bound: 'may' | 'must') => {
  const { openings } = exposureOf(networkOf([world]), { kind: 'network-interface', id });
  const of = (protocol: ProtocolClass) =>
    unionAll(openings.filter((opening) => opening.protocol === protocol).map(({ ports }) => ports[bound]));
  return new Map(PROTOCOL_CLASSES.map((protocol) => [protocol, of(protocol)]));
};

/** Everything open in `less` is open in `more`. */
const within = (less: NetworkFacts, more: NetworkFacts, bound: 'may' | 'must'): void => {
  for (const id of TARGETS) {
    const [a, b] = [portsOf(less, id, bound), portsOf(more, id, bound)];
    for (const protocol of PROTOCOL_CLASSES) {
      expect(covers(b.get(protocol) ?? [], a.get(protocol) ?? []), `${bound} ${id} ${protocol}`).toBe(true);
    }
  }
};

const shuffled = <T>(list: readonly T[]): readonly T[] => list.toReversed();
const mapRead = <T>(read: Read<readonly T[]>): Read<readonly T[]> => (read.ok ? known(shuffled(read.value)) : read);

const RUNS = { numRuns: 30 };

describe('laws', () => {
  test('must is within may', () => {
    fc.assert(
      fc.property(arbKnobs, (knobs) => {
        const world = worldOf(knobs);
        for (const id of TARGETS) {
          const [may, must] = [portsOf(world, id, 'may'), portsOf(world, id, 'must')];
          for (const protocol of PROTOCOL_CLASSES) {
            expect(covers(may.get(protocol) ?? [], must.get(protocol) ?? [])).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  test('one more group rule never closes anything', () => {
    fc.assert(
      fc.property(
        arbKnobs,
        arbRule,
        fc.constantFrom('web' as const, 'app' as const, 'lb' as const),
        (knobs, extra, where) => {
          const [less, more] = [worldOf(knobs), worldOf({ ...knobs, [where]: [...knobs[where], extra] })];
          within(less, more, 'may');
          within(less, more, 'must');
        },
      ),
      RUNS,
    );
  });

  test('one more ACL deny never opens, one more allow never closes', () => {
    fc.assert(
      fc.property(arbKnobs, arbEntry, (knobs, extra) => {
        const taken = knobs.entries.some((one) => one.number === extra.number && one.direction === extra.direction);
        fc.pre(!taken);
        const before = worldOf(knobs);
        const after = worldOf({ ...knobs, entries: [...knobs.entries, extra] });
        const [less, more] = extra.allow ? [before, after] : [after, before];
        within(less, more, 'may');
        within(less, more, 'must');
      }),
      RUNS,
    );
  });

  test('the order of answers never matters', () => {
    fc.assert(
      fc.property(arbKnobs, (knobs) => {
        const world = worldOf(knobs);
        const other: NetworkFacts = {
          ...worldOf({
            ...knobs,
            web: shuffled(knobs.web),
            app: shuffled(knobs.app),
            entries: shuffled(knobs.entries),
            routes: shuffled(knobs.routes),
          }),
          interfaces: mapRead(world.interfaces),
        };
        const reordered = {
          ...other,
          routeTables: mapRead(other.routeTables),
          securityGroups: mapRead(other.securityGroups),
        };
        for (const bound of ['may', 'must'] as const) {
          within(world, reordered, bound);
          within(reordered, world, bound);
        }
      }),
      RUNS,
    );
  });

  test('splitting a block into its halves changes nothing', () => {
    fc.assert(
      fc.property(arbKnobs, arbTraffic, (knobs, what) => {
        const whole = worldOf({ ...knobs, web: [...knobs.web, rule(what, '0.0.0.0/0')] });
        const split = worldOf({ ...knobs, web: [...knobs.web, rule(what, '0.0.0.0/1'), rule(what, '128.0.0.0/1')] });
        for (const bound of ['may', 'must'] as const) {
          within(whole, split, bound);
          within(split, whole, bound);
        }
      }),
      RUNS,
    );
  });

  const PARTS = [
    'vpcs',
    'subnets',
    'routeTables',
    'internetGateways',
    'networkAcls',
    'securityGroups',
    'prefixLists',
    'blockOptions',
    'blockExclusions',
    'balancers',
    'targetGroups',
    'interfaces',
  ] as const;

  test('losing a fact may only turn a verdict into unknown', () => {
    fc.assert(
      fc.property(arbKnobs, fc.constantFrom(...PARTS), (knobs, part) => {
        const world = worldOf(knobs);
        const poorer: NetworkFacts = { ...world, [part]: denied('ec2:Describe') };
        for (const id of TARGETS) {
          const before = verdictOf(exposureOf(networkOf([world]), { kind: 'network-interface', id }));
          const after = verdictOf(exposureOf(networkOf([poorer]), { kind: 'network-interface', id }));
          // Load balancers that nobody listed show by their interfaces, which this world does not have.
          if (part === 'balancers' && before !== after) expect(after).not.toBe('reachable');
          else expect([before, 'unknown']).toContain(after);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('whatever is proved open has a path with a rule at its end', () => {
    fc.assert(
      fc.property(arbKnobs, fc.constantFrom(...TARGETS), (knobs, id) => {
        const exposure = exposureOf(networkOf([worldOf(knobs)]), { kind: 'network-interface', id });
        const witness = witnessOf(exposure);
        expect(witness !== null).toBe(verdictOf(exposure) === 'reachable');
        if (witness !== null) {
          expect(witness.hops[0]?.component).toBe('internet');
          expect(witness.hops.at(-1)?.component).toBe('security-group');
        }
      }),
      RUNS,
    );
  });
});
