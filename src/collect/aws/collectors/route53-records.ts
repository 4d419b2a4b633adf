import type { AwsPlace, DnsRecord } from '../../../domain/aws.ts';
import type { ScopedGap } from '../../../domain/slice.ts';
import type { Route53RecordSet, Route53Zone } from '../../../parse/aws/names.ts';
import type { Collected } from '../collector.ts';
import { defineAwsCollector } from '../collector.ts';
import type { AwsPort } from '../port.ts';

const operations = ['route-53:ListHostedZones', 'route-53:ListResourceRecordSets'] as const;
type Port = AwsPort<(typeof operations)[number]>;

/** Record sets of one zone that are read, in pages of 300; zones hold 10,000 unless AWS was asked for more. */
const pageLimit = 100;

/** The records of public hosted zones that lead to hosts. What private zones say is seen inside VPCs only. */
export default defineAwsCollector({
  key: 'aws.route53.records',
  per: 'account',
  operations,
  collect: async (aws) => {
    const zones = await aws.list('route-53:ListHostedZones', (page) => page.HostedZones);
    const open = zones.items.filter(({ Config }) => Config?.PrivateZone !== true);
    const read = await Promise.all(open.map((zone) => recordsOf(aws, zone)));
    return {
      items: read.flatMap(({ items }) => items),
      gaps: [...zones.gaps, ...read.flatMap(({ gaps }) => gaps)],
    };
  },
});

const recordsOf = async (aws: Port, zone: Route53Zone): Promise<Collected<DnsRecord>> => {
  const found: DnsRecord[] = [];
  const missing = (gap: ScopedGap['gap']): Collected<DnsRecord> => {
    const { what, ...rest } = aws.gap('route-53:ListResourceRecordSets', gap);
    return { items: found, gaps: [{ ...rest, what: `${what} ${zone.Name}` }] };
  };
  let next: { readonly [field: string]: string } = {};
  for (let page = 0; page < pageLimit; page += 1) {
    const answer = await aws.read('route-53:ListResourceRecordSets', { HostedZoneId: zone.Id, ...next });
    if (!answer.ok) return missing(answer.gap);
    const { ResourceRecordSets, IsTruncated, NextRecordName, NextRecordType, NextRecordIdentifier } = answer.value;
    found.push(...ResourceRecordSets.flatMap((set) => toRecord(set, zone, aws)));
    if (IsTruncated !== true || NextRecordName === null) return { items: found, gaps: [] };
    next = {
      StartRecordName: NextRecordName,
      ...(NextRecordType === null ? {} : { StartRecordType: NextRecordType }),
      ...(NextRecordIdentifier === null ? {} : { StartRecordIdentifier: NextRecordIdentifier }),
    };
  }
  return missing({ kind: 'inconclusive', detail: `the zone goes on beyond ${pageLimit} pages of records` });
};

const types = ['A', 'AAAA', 'CNAME'] as const;

const toRecord = (set: Route53RecordSet, zone: Route53Zone, { account }: AwsPlace): readonly DnsRecord[] => {
  const type = types.find((one) => one === set.Type);
  if (type === undefined) return [];
  const part = set.SetIdentifier === null ? '' : `/${set.SetIdentifier}`;
  return [
    {
      id: `arn:aws:route53:::hostedzone/${zone.Id}/${set.Name}/${type}${part}`,
      account,
      region: 'global',
      tags: null,
      zone: zone.Name,
      name: set.Name,
      type,
      alias: set.AliasTarget?.DNSName ?? null,
      values: set.ResourceRecords.map(({ Value }) => Value),
    },
  ];
};
