import type { Read } from '../gap.ts';
import type { AwsResource } from './base.ts';
import type { FrontDoor } from './edge.ts';

/**
 * A record set of a public hosted zone that leads to hosts. `id` is the zone's ARN followed by name, type and, where
 * several sets share both, the set identifier.
 */
export interface DnsRecord extends AwsResource {
  /** Lower case, without the final dot. */
  readonly zone: string;
  /** Likewise; the first label of a wildcard is `*`. */
  readonly name: string;
  readonly type: 'A' | 'AAAA' | 'CNAME';
  /** Where a Route 53 alias leads; null: a record with values. */
  readonly alias: string | null;
  /** Addresses as such, names in lower case without the final dot. */
  readonly values: readonly string[];
}

/** A name under which API Gateway answers the public. */
export interface ApiName extends AwsResource {
  /** `domain`: a name of the customer's own. */
  readonly kind: 'rest-api' | 'http-api' | 'domain';
  readonly name: string;
  readonly host: string;
  /** For a domain: the names of AWS that its records lead to. */
  readonly targets: readonly string[];
}

/** The public addresses that one region of an account holds, used or not. One per region, whatever it holds. */
export interface HeldAddresses extends AwsResource {
  /** Canonical text, IPv4 and IPv6. */
  readonly addresses: readonly string[];
}

/** The names and addresses of an account's accelerators. One per account. */
export interface AcceleratorNames extends AwsResource {
  readonly names: Read<readonly string[]>;
}

/** What CloudFront does with viewers who come in plaintext. */
export type ViewerProtocolPolicy = 'allow-all' | 'redirect-to-https' | 'https-only';

/** How CloudFront speaks to what it stands before. */
export interface DistributionOrigin {
  readonly id: string;
  readonly domain: string;
  readonly kind: 's3' | 'vpc' | 'custom';
  /** null for S3 origins, which are asked in the protocol of the viewer, and where the answer did not say. */
  readonly protocolPolicy: string | null;
}

/** An enabled CloudFront distribution. What its listing did not tell is null. */
export interface Distribution extends FrontDoor {
  readonly aliases: readonly string[] | null;
  readonly viewer: {
    /** `true`: the certificate of `*.cloudfront.net`. */
    readonly defaultCertificate: boolean;
    /** Name of the security policy, as set. */
    readonly policy: string | null;
  } | null;
  /** Per path pattern; `*` for the default behaviour. */
  readonly behaviors: readonly { readonly path: string; readonly policy: ViewerProtocolPolicy | null }[] | null;
  readonly origins: readonly DistributionOrigin[] | null;
}
