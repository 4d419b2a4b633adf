import type { DnsFacts, TlsSession } from '../../domain/web.ts';
import { type CaaVerdict, judgeCaa } from './caa.ts';
import { type DelegationState, type DnssecState, judgeDelegation, judgeDnssec } from './dnssec.ts';
import { type DmarcVerdict, hasVersion, judgeDmarc, judgeSpf, type SpfVerdict } from './mail.ts';
import { judgeSts, judgeTlsReports, type StsVerdict, type TlsReportsVerdict } from './mta-sts.ts';

/** What DNS says of a host and of the mail domain above it. */
export interface DnsReport {
  readonly caa: CaaVerdict;
  readonly mailDomain: string;
  readonly spf: SpfVerdict;
  readonly dmarc: DmarcVerdict;
  readonly mtaSts: 'yes' | 'no' | 'unknown';
  /** The policy that the MTA-STS record announces. */
  readonly mtaStsPolicy: StsVerdict;
  readonly tlsRpt: 'yes' | 'no' | 'unknown';
  readonly tlsReports: TlsReportsVerdict;
  /** `not-measured`: the system's resolver does not tell validated answers from others. */
  readonly dnssec: DnssecState;
  /** Whether the registrable domain is delegated as a signed zone, which only a validating resolver is asked for. */
  readonly delegation: DelegationState;
}

/** Judges all DNS facts; `issuer`: of the certificate served now. */
export const dnsReport = (facts: DnsFacts, issuer: TlsSession['issuer'] | null): DnsReport => ({
  caa: judgeCaa(facts.caa, issuer),
  mailDomain: facts.mailDomain,
  spf: judgeSpf(facts),
  dmarc: judgeDmarc(facts),
  mtaSts: hasVersion(facts.mtaSts, 'STSv1'),
  mtaStsPolicy: judgeSts(facts),
  tlsRpt: hasVersion(facts.tlsRpt, 'TLSRPTv1'),
  tlsReports: judgeTlsReports(facts),
  dnssec: judgeDnssec(facts.dnssec),
  delegation: judgeDelegation(facts.dnssec),
});
