import type { DnsFacts, TlsSession } from '../../domain/web.ts';
import { type CaaVerdict, judgeCaa } from './caa.ts';
import { type DnssecState, judgeDnssec } from './dnssec.ts';
import { type DmarcVerdict, hasVersion, judgeDmarc, judgeSpf, type SpfVerdict } from './mail.ts';

/** What DNS says of a host and of the mail domain above it. */
export interface DnsReport {
  readonly caa: CaaVerdict;
  readonly mailDomain: string;
  readonly spf: SpfVerdict;
  readonly dmarc: DmarcVerdict;
  readonly mtaSts: 'yes' | 'no' | 'unknown';
  readonly tlsRpt: 'yes' | 'no' | 'unknown';
  /** `not-measured`: the system's resolver does not tell validated answers from others. */
  readonly dnssec: DnssecState;
}

/** Judges all DNS facts; `issuer`: of the certificate served now. */
export const dnsReport = (facts: DnsFacts, issuer: TlsSession['issuer'] | null): DnsReport => ({
  caa: judgeCaa(facts.caa, issuer),
  mailDomain: facts.mailDomain,
  spf: judgeSpf(facts),
  dmarc: judgeDmarc(facts),
  mtaSts: hasVersion(facts.mtaSts, 'STSv1'),
  tlsRpt: hasVersion(facts.tlsRpt, 'TLSRPTv1'),
  dnssec: judgeDnssec(facts.dnssec),
});
