import type { HostingFacts } from '../../domain/hosting.ts';
import { countryOf } from '../aws/countries.ts';
import { aliasNames, confirmedName, isEdge, judgeHosting } from './hosting.ts';

/** Where the public addresses of an endpoint are. */
export type RegionsVerdict =
  /** One entry for each AWS region, with the address or name that tells it. */
  | { readonly status: 'told'; readonly regions: readonly { readonly region: string; readonly by: string }[] }
  | { readonly status: 'open'; readonly because: string };

/** The region that a name of AWS's own carries; `compute-1` is how instances in us-east-1 are named. */
const regionIn = (name: string): string | null => {
  const host = name.toLowerCase().replace(/\.$/, '');
  if (!/\.(?:amazonaws\.com|elasticbeanstalk\.com|awsapprunner\.com|on\.aws)$/.test(host)) return null;
  const labels = host.split('.');
  if (labels.includes('compute-1')) return 'us-east-1';
  return labels.find((label) => countryOf(label) !== null) ?? null;
};

const openBecause = (facts: HostingFacts, address: string): string => {
  const hosting = judgeHosting(facts, 'aws');
  if (hosting.status === 'elsewhere') return `${hosting.sign.name} is not of AWS; where its servers are is not known`;
  return facts.rangeSource === null
    ? `no list of AWS's ranges is at hand to tell where ${address} is (claimcheck ip-ranges update)`
    : `${address} is in no regional range of AWS`;
};

/**
 * In which AWS regions the public addresses of an endpoint are: by the ranges that AWS publishes, by an alias or by a confirmed
 * reverse name of AWS's own. All addresses must tell; an edge answers near its visitors and tells nothing of the servers.
 */
export const endpointRegions = (facts: HostingFacts): RegionsVerdict => {
  const edge = facts.ranges.find(({ range }) => isEdge(range));
  if (edge !== undefined)
    return { status: 'open', because: `${edge.address} in ${edge.range.prefix} is an edge, not the origin` };
  const hosting = judgeHosting(facts, 'aws');
  if (hosting.status === 'open' && / is an edge;/.test(hosting.because)) return hosting;
  const alias = aliasNames(facts.aliases).find((name) => regionIn(name) !== null);
  const regions = new Map<string, string>();
  for (const reverse of facts.reverse) {
    const { address } = reverse;
    const range = facts.ranges.find((one) => one.address === address)?.range;
    const name = alias ?? confirmedName(reverse);
    const region = range?.region ?? (name === null ? null : regionIn(name));
    if (region === null) return { status: 'open', because: openBecause(facts, address) };
    if (!regions.has(region))
      regions.set(region, range === undefined ? (name ?? address) : `${address} in ${range.prefix}`);
  }
  return { status: 'told', regions: [...regions].map(([region, by]) => ({ region, by })) };
};
