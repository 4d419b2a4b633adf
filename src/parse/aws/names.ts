import { z } from 'zod';
import { many, maybe, text } from './common.ts';

/** A name as it is compared: lower case, without the final dot, Route 53's octal escapes (`\052` for `*`) undone. */
export const dnsName = text.transform((name) =>
  name
    .replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8) & 0xff))
    .toLowerCase()
    .replace(/\.$/, ''),
);

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
const hostedZone = z.object({
  Id: text.transform((id) => id.replace(/^\/hostedzone\//, '')),
  Name: dnsName,
  Config: maybe(z.object({ PrivateZone: maybe(z.boolean()) })),
});
export const hostedZones = z.object({ HostedZones: z.array(hostedZone) });
export type Route53Zone = z.output<typeof hostedZone>;

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
const recordSet = z.object({
  Name: dnsName,
  Type: text,
  SetIdentifier: maybe(text),
  AliasTarget: maybe(z.object({ DNSName: dnsName })),
  ResourceRecords: many(z.object({ Value: dnsName })),
});
export type Route53RecordSet = z.output<typeof recordSet>;

export const recordSets = z.object({
  ResourceRecordSets: z.array(recordSet),
  IsTruncated: maybe(z.boolean()),
  NextRecordName: maybe(text),
  NextRecordType: maybe(text),
  NextRecordIdentifier: maybe(text),
});
