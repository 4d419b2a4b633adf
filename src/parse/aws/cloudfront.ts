import { z } from 'zod';
import type { DistributionOrigin, ViewerProtocolPolicy } from '../../domain/aws.ts';
import { many, maybe, text } from './common.ts';

const viewerPolicies = ['allow-all', 'redirect-to-https', 'https-only'] as const satisfies ViewerProtocolPolicy[];

/** A word that is none of them is null: what CloudFront does then is not known. */
const viewerPolicy = maybe(text).transform(
  (word): ViewerProtocolPolicy | null => viewerPolicies.find((known) => known === word) ?? null,
);

const behavior = z.object({ PathPattern: maybe(text), ViewerProtocolPolicy: viewerPolicy });

const origin = z
  .object({
    Id: maybe(text),
    DomainName: maybe(text),
    S3OriginConfig: maybe(z.looseObject({})),
    VpcOriginConfig: maybe(z.object({ VpcOriginId: maybe(text) })),
    CustomOriginConfig: maybe(z.object({ OriginProtocolPolicy: maybe(text) })),
  })
  .transform((raw) => ({ ...raw, facts: originFacts(raw) }));

interface RawOrigin {
  readonly Id: string | null;
  readonly DomainName: string | null;
  readonly S3OriginConfig: unknown;
  readonly VpcOriginConfig: unknown;
  readonly CustomOriginConfig: { readonly OriginProtocolPolicy: string | null } | null;
}

const originFacts = (raw: RawOrigin): DistributionOrigin => ({
  id: raw.Id ?? '',
  domain: (raw.DomainName ?? '').toLowerCase(),
  // The listing carries an empty S3OriginConfig beside the configuration of other origins.
  kind: raw.VpcOriginConfig !== null ? 'vpc' : raw.CustomOriginConfig !== null ? 'custom' : 's3',
  protocolPolicy: raw.CustomOriginConfig?.OriginProtocolPolicy ?? null,
});

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionSummary.html */
const distribution = z.object({
  Id: text,
  ARN: text,
  DomainName: text,
  Enabled: z.boolean(),
  /** Empty: none. */
  WebACLId: maybe(text),
  Aliases: maybe(z.object({ Items: many(text) })),
  Origins: maybe(z.object({ Items: many(origin) })),
  DefaultCacheBehavior: maybe(behavior),
  CacheBehaviors: maybe(z.object({ Items: many(behavior) })),
  ViewerCertificate: maybe(
    z.object({ CloudFrontDefaultCertificate: maybe(z.boolean()), MinimumProtocolVersion: maybe(text) }),
  ),
});
export const distributions = z.object({
  DistributionList: z.object({ Items: many(distribution), NextMarker: maybe(text), IsTruncated: maybe(z.boolean()) }),
});
export type CloudFrontDistribution = z.output<typeof distribution>;
