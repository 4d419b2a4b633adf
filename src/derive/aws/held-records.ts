import type {
  AcceleratorNames,
  ApiName,
  Bucket,
  Distribution,
  DnsRecord,
  HeldAddresses,
  LoadBalancer,
} from '../../domain/aws.ts';
import type { HostingFacts } from '../../domain/hosting.ts';
import { type DnsOutput, isUnanswered } from '../../domain/web.ts';
import { parseAddress } from '../../parse/web/address.ts';
import { type CloudTarget, cloudTarget, websiteBucket } from '../../parse/web/cloud-target.ts';
import { bareName } from './name-doors.ts';

/** What the accounts hold that a record can lead to. */
export interface Holdings {
  readonly balancers: readonly LoadBalancer[];
  readonly distributions: readonly Distribution[];
  readonly apis: readonly ApiName[];
  readonly buckets: readonly Bucket[];
  readonly addresses: readonly HeldAddresses[];
  readonly accelerators: readonly AcceleratorNames[];
}

/** What a record leads to. */
export type RecordVerdict =
  | { readonly is: 'held'; readonly what: string }
  /** Nobody has it any more. */
  | { readonly is: 'gone'; readonly what: string; readonly target: string }
  /** An address of AWS that nothing in the accounts holds. */
  | { readonly is: 'stray'; readonly address: string; readonly prefix: string; readonly region: string }
  | { readonly is: 'open'; readonly because: string };

const order = ['stray', 'gone', 'open', 'held'] as const;

/** An index of all that is held, to be asked for many records. */
export const holdingsIndex = ({ balancers, distributions, apis, buckets, addresses, accelerators }: Holdings) => {
  const unread = accelerators.find(({ names }) => !names.ok);
  const names = [
    ...balancers.map(({ dnsName }) => dnsName),
    ...distributions.map(({ dnsName }) => dnsName),
    ...apis.flatMap(({ host, targets }) => [host, ...targets]),
    ...accelerators.flatMap(({ names: read }) => (read.ok ? read.value : [])),
  ];
  return {
    names: new Set(names.flatMap((name) => (name === null ? [] : [bareName(name)]))),
    buckets: new Set(buckets.map(({ name }) => name)),
    addresses: new Set(addresses.flatMap((held) => held.addresses)),
    regions: new Set(addresses.map(({ region }) => region)),
    acceleratorsRead: unread === undefined,
  };
};

type Index = ReturnType<typeof holdingsIndex>;

const says = (answer: DnsOutput): boolean => answer.ok && answer.records.length > 0;

/** DNS answered for both families that there is no address. */
const leadsNowhere = ({ names: { v4, v6 } }: Pick<HostingFacts, 'names'>): boolean =>
  [v4, v6].every((answer) => !says(answer) && !isUnanswered(answer));

const listed: ReadonlySet<CloudTarget['service']> = new Set([
  'load-balancer',
  'distribution',
  'api',
  'bucket-website',
  'accelerator',
]);

const isHeld = (target: string, { service }: CloudTarget, record: DnsRecord, index: Index): boolean =>
  service === 'bucket-website'
    ? index.buckets.has(websiteBucket(target) ?? record.name)
    : index.names.has(bareName(target));

const judgeTarget = (
  target: string,
  record: DnsRecord,
  index: Index,
  outside: HostingFacts | null,
): RecordVerdict | null => {
  const cloud = cloudTarget(bareName(target));
  if (cloud === null) return null;
  const { what, service, region } = cloud;
  if (isHeld(target, cloud, record, index)) return { is: 'held', what: `${what} ${target}` };
  if (outside !== null && leadsNowhere(outside)) return { is: 'gone', what, target };
  if (!listed.has(service)) return null;
  const why =
    service === 'accelerator' && !index.acceleratorsRead
      ? 'accelerators could not be listed'
      : region !== null && !index.regions.has(region)
        ? `${region} was not read`
        : `none of the accounts that were read has a ${what} of that name`;
  return { is: 'open', because: `${record.name} leads to ${target}, and ${why}` };
};

const judgeAddress = (
  text: string,
  record: DnsRecord,
  index: Index,
  outside: HostingFacts | null,
): RecordVerdict | null => {
  const address = parseAddress(text);
  if (address?.global !== true) return null;
  if (index.addresses.has(address.text) || index.names.has(address.text))
    return { is: 'held', what: `address ${address.text}` };
  const range = outside?.ranges.find((one) => parseAddress(one.address)?.text === address.text)?.range;
  // Addresses at the edge are nobody's own, and without a published range nothing says that AWS has it.
  if (range === undefined || range.region === 'GLOBAL') return null;
  const { prefix, region } = range;
  if (index.regions.has(region) && index.acceleratorsRead)
    return { is: 'stray', address: address.text, prefix, region };
  const why = index.regions.has(region) ? 'accelerators could not be listed' : `${region} was not read`;
  return { is: 'open', because: `${record.name} points to ${address.text}, an address of AWS (${prefix}), and ${why}` };
};

/**
 * Judges what a record leads to: what the accounts hold, what nobody has any more (no account that was read has it, and
 * public DNS gives no address), or an address of AWS, in a region that was read, that nothing holds. The worst of several
 * values decides. null: it leads to nothing that an account could hold.
 */
export const judgeRecord = (record: DnsRecord, index: Index, outside: HostingFacts | null): RecordVerdict | null => {
  const judged =
    record.alias !== null
      ? [judgeTarget(record.alias, record, index, outside)]
      : record.values.map((value) =>
          record.type === 'CNAME'
            ? judgeTarget(value, record, index, outside)
            : judgeAddress(value, record, index, outside),
        );
  const found = judged.filter((verdict) => verdict !== null);
  for (const is of order) {
    const worst = found.find((verdict) => verdict.is === is);
    if (worst !== undefined) return worst;
  }
  return null;
};
