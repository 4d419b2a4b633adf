import type { DnsRead, DnsType, WebHop } from './web.ts';

export interface TypedRead extends DnsRead {
  readonly type: DnsType;
}

/** What mail policies in DNS lead to; nothing in it is judged. */
export interface MailFacts {
  /** The MTA-STS policy file, redirects not followed; null: no record announces one. */
  readonly stsPolicy: WebHop | null;
  /** TXT records in which other organisations agree to take this domain's DMARC reports. */
  readonly reportConsents: readonly DnsRead[];
  /** Lookups that the SPF policies cost beside those for further policies. */
  readonly spfLookups: readonly TypedRead[];
}
