import { exposureOf } from '../../src/derive/net/exposure.ts';
import { networkOf } from '../../src/derive/net/network.ts';
import { verdictOf } from '../../src/derive/net/verdict.ts';
import { known } from '../../src/domain/gap.ts';
import type { AclEntry, GroupRule, NetworkFacts } from '../../src/domain/network.ts';
import { formatAddress } from '../../src/parse/aws/network/address.ts';
import { acl, eni, entry, facts, group, ip, route, rule, subnet, table } from '../derive/net/facts.ts';
import type { Bench, Measured } from './main.ts';

/** The same numbers in every run (mulberry32). */
const generator = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

interface Size {
  readonly groups: number;
  readonly rules: number;
  readonly interfaces: number;
  readonly acls: number;
  readonly entries: number;
}

/** Random blocks and ports: much worse than what people write. Every interface is public and carries two groups. */
const build = ({ groups, rules, interfaces, acls, entries }: Size): NetworkFacts => {
  const random = generator(7);
  const below = (limit: number): number => Math.floor(random() * limit);
  const block = (): string => `${formatAddress(below(2 ** 32))}/${8 + below(25)}`;
  const ports = (): string => {
    const from = below(65000);
    return `tcp/${from}-${from + below(200)}`;
  };
  const makeRule = (): GroupRule => rule(ports(), block());
  const makeEntry = (number: number): AclEntry =>
    entry(number, random() < 0.8 ? 'ingress' : 'egress', random() < 0.5 ? 'allow' : 'deny', ports(), block());
  const subnets = Array.from({ length: acls }, (_, i) => `subnet-${i}`);
  return facts({
    subnets: known(subnets.map((id, i) => subnet(id, [`10.${i % 250}.0.0/24`]))),
    routeTables: known([table('rtb-1', subnets, [route('0.0.0.0/0', 'igw-1')], { main: true })]),
    networkAcls: known(
      subnets.map((id, i) =>
        acl(
          `acl-${i}`,
          [id],
          [
            ...Array.from({ length: entries }, (_, n) => makeEntry(n + 1)),
            entry(30_000, 'ingress', 'allow', 'all', '0.0.0.0/0'),
            entry(30_000, 'egress', 'allow', 'all', '0.0.0.0/0'),
          ],
        ),
      ),
    ),
    securityGroups: known(
      Array.from({ length: groups }, (_, i) => group(`sg-${i}`, Array.from({ length: rules }, makeRule))),
    ),
    interfaces: known(
      Array.from({ length: interfaces }, (_, i) =>
        eni(`eni-${i}`, {
          subnet: subnets[below(acls)] ?? 'subnet-0',
          groups: [`sg-${below(groups)}`, `sg-${below(groups)}`],
          addresses: [{ private: ip('10.0.0.5'), public: ip('198.51.100.5') }],
        }),
      ),
    ),
  });
};

const once = (world: NetworkFacts): { readonly seconds: number; readonly open: number } => {
  const network = networkOf([world]);
  const start = performance.now();
  let open = 0;
  for (const { id } of network.interfaces) {
    if (verdictOf(exposureOf(network, { kind: 'network-interface', id })) === 'reachable') open += 1;
  }
  return { seconds: (performance.now() - start) / 1_000, open };
};

interface Limits {
  readonly rounds: number;
  readonly seconds: number | null;
  readonly megabytes: number | null;
}

/** Best of several: the machine is shared, and the least disturbed run says most about the program. */
const judge = (what: string, size: Size, { rounds, seconds, megabytes }: Limits): readonly Measured[] => {
  const world = build(size);
  const before = process.memoryUsage().heapUsed;
  const runs = Array.from({ length: rounds }, () => once(world));
  const best = runs.toSorted((a, b) => a.seconds - b.seconds)[0] ?? { seconds: 0, open: 0 };
  const grown = (process.memoryUsage().heapUsed - before) / 2 ** 20;
  return [
    { what: `${what}: every interface (${best.open} open)`, value: best.seconds, unit: 's', limit: seconds },
    { what: `${what}: heap grown`, value: grown, unit: 'MB', limit: megabytes },
  ];
};

const realistic = (scale: number): Size => ({
  groups: 50 * scale,
  rules: 20,
  interfaces: 100 * scale,
  acls: scale === 100 ? 10 : 4,
  entries: 40,
});

const bench: Bench = async () => [
  ...judge('1k rules, 100 interfaces', realistic(1), { rounds: 9, seconds: 0.05, megabytes: null }),
  ...judge('10k rules, 1k interfaces', realistic(10), { rounds: 3, seconds: null, megabytes: null }),
  ...judge('100k rules, 10k interfaces', realistic(100), { rounds: 2, seconds: 3, megabytes: 700 }),
  ...judge(
    '100k rules, 500 ACLs, nothing shared',
    { groups: 2_000, rules: 50, interfaces: 10_000, acls: 500, entries: 40 },
    { rounds: 1, seconds: null, megabytes: null },
  ),
  ...judge(
    '100 groups of 1000 rules, the worst case of AWS quotas',
    { groups: 100, rules: 1_000, interfaces: 10_000, acls: 10, entries: 40 },
    { rounds: 1, seconds: null, megabytes: null },
  ),
  // Far beyond the quotas (1,000 rules an interface, 40 entries an ACL): slow, but it ends.
  ...judge(
    '5 groups of 65,535 rules behind ACLs of 1,000 entries',
    { groups: 5, rules: 65_535, interfaces: 20, acls: 2, entries: 1_000 },
    { rounds: 1, seconds: 120, megabytes: 3_000 },
  ),
  ...judge(
    '1,000 groups of 1,000 rules',
    { groups: 1_000, rules: 1_000, interfaces: 1_000, acls: 2, entries: 40 },
    { rounds: 1, seconds: 120, megabytes: 3_000 },
  ),
];

export default bench;
