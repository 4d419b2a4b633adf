import { type DnsFacts, type DnsRead, type DnsType, isUnanswered } from '../../../domain/web.ts';
import { isDmarc } from '../../../parse/web/dmarc.ts';
import { isIpLiteral, labelPath, registrableDomain } from '../../../parse/web/host.ts';
import { isSpf, parseSpf, spfReferences } from '../../../parse/web/spf.ts';
import type { WebPorts } from '../http/ports.ts';
import { readMail } from './mail-facts.ts';

// Ten lookups are allowed (RFC 7208 section 4.6.4); what lies beyond cannot change a verdict.
const MAX_SPF_NAMES = 11;
// RFC 9989 section 4.10: the walk takes at most eight steps.
const MAX_DMARC_STEPS = 8;

type Ask = (name: string, type: DnsType) => Promise<DnsRead>;

/** Asks names one after another until one has what is looked for, or cannot be asked. */
const walk = async (
  names: readonly string[],
  ask: (name: string) => Promise<DnsRead>,
  found: (records: readonly string[]) => boolean,
): Promise<readonly DnsRead[]> => {
  const reads: DnsRead[] = [];
  for (const name of names) {
    const read = await ask(name);
    reads.push(read);
    if (read.answer.ok ? found(read.answer.records) : isUnanswered(read.answer)) break;
  }
  return reads;
};

const readSpf = async (domain: string, ask: Ask): Promise<readonly DnsRead[]> => {
  const reads: DnsRead[] = [];
  const waiting = [domain];
  const seen = new Set(waiting);
  for (let name = waiting.shift(); name !== undefined && reads.length < MAX_SPF_NAMES; name = waiting.shift()) {
    const read = await ask(name, 'TXT');
    reads.push(read);
    const policy = read.answer.ok ? read.answer.records.find(isSpf) : undefined;
    for (const next of policy === undefined ? [] : spfReferences(parseSpf(policy))) {
      if (!seen.has(next)) waiting.push(next);
      seen.add(next);
    }
  }
  return reads;
};

/** RFC 9989 section 4.10: of a long name the walk asks the name itself, then its seven last labels and fewer. */
const dmarcNames = (domain: string): readonly string[] => {
  const path = labelPath(domain);
  const names = path.length > MAX_DMARC_STEPS ? [domain, ...path.slice(-(MAX_DMARC_STEPS - 1))] : path;
  return names.map((name) => `_dmarc.${name}`);
};

/** Reads the DNS records of a host that claims may rest on, DNSSEC apart; an IP literal has none. */
export const collectDns = async (
  host: string,
  { resolve, exchange }: Pick<WebPorts, 'resolve' | 'exchange'>,
  signal?: AbortSignal,
): Promise<DnsFacts | null> => {
  if (isIpLiteral(host)) return null;
  const ask: Ask = async (name, type) => ({ name, answer: await resolve({ name, type }, signal) });
  const mailDomain = registrableDomain(host) ?? host;
  const [caa, spf, dmarc, mx, mtaSts, tlsRpt] = await Promise.all([
    walk(
      labelPath(host),
      (name) => ask(name, 'CAA'),
      (records) => records.length > 0,
    ),
    readSpf(mailDomain, ask),
    walk(
      dmarcNames(mailDomain),
      (name) => ask(name, 'TXT'),
      (records) => records.some(isDmarc),
    ),
    ask(mailDomain, 'MX'),
    ask(`_mta-sts.${mailDomain}`, 'TXT'),
    ask(`_smtp._tls.${mailDomain}`, 'TXT'),
  ]);
  const mail = await readMail({ mailDomain, spf, dmarc, mtaSts }, { resolve, exchange }, signal);
  return { host, mailDomain, caa, spf, dmarc, mx, mtaSts, tlsRpt, mail, dnssec: [] };
};
