import type { DnsOutput, DnsRead } from './web.ts';

/** A reverse name of an address, and what that name resolves to in turn: only a match makes it more than a boast. */
export interface ReverseName {
  readonly address: string;
  readonly ptr: DnsRead;
  /** null: there is no reverse name. */
  readonly forward: DnsRead | null;
}

/** The question in which of AWS's published ranges an address lies. */
export interface RangeInput {
  readonly ipRange: string;
}

/** A range that AWS publishes. */
export interface NetworkRange {
  readonly prefix: string;
  /** `GLOBAL` for networks that are at home in no region. */
  readonly region: string;
  readonly services: readonly string[];
}

/** Which edition of the published ranges was looked up in. */
export interface RangeSource {
  /** A file's name, or the URL it was downloaded from. */
  readonly source: string;
  /** `YYYY-MM-DD`, the day of the download; null: not known. */
  readonly date: string | null;
  /** As AWS writes it, e.g. `2026-11-20-18-07-05` (UTC). */
  readonly published: string;
  readonly sha256: string;
}

/** What published ranges say of an address. */
export interface RangeFacts extends RangeSource {
  /** The longest prefix around the address; null: none. */
  readonly range: NetworkRange | null;
}

/** Names that tell on whose network an endpoint is; nothing in it is judged. */
export interface HostingFacts {
  /** `host:port`. */
  readonly endpoint: string;
  readonly host: string;
  readonly names: { readonly v4: DnsOutput; readonly v6: DnsOutput };
  /** CNAME answers from the host on, ending with the first name that is no alias. */
  readonly aliases: readonly DnsRead[];
  /** For every globally reachable address. */
  readonly reverse: readonly ReverseName[];
  /** The AWS ranges of its addresses, as far as a list of them is at hand. */
  readonly ranges: readonly { readonly address: string; readonly range: NetworkRange }[];
  /** The list they were looked up in; null: there was none. */
  readonly rangeSource: RangeSource | null;
}
