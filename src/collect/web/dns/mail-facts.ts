import type { MailFacts, TypedRead } from '../../../domain/mail.ts';
import type { DnsFacts, DnsRead, WebHop } from '../../../domain/web.ts';
import { consentName, isDmarc, parseDmarc, reportHosts } from '../../../parse/web/dmarc.ts';
import { registrableDomain } from '../../../parse/web/host.ts';
import { isSpf, parseSpf, spfLookup } from '../../../parse/web/spf.ts';
import type { WebPorts } from '../http/ports.ts';
import { Visit } from '../http/visit.ts';

type Ports = Pick<WebPorts, 'resolve' | 'exchange'>;

// RFC 8461 section 3.3 advises senders to read no more.
const POLICY_BYTES = 65_536;
const MOST_CONSENTS = 5;
// Ten lookups are allowed (RFC 7208 section 4.6.4); what lies beyond cannot change a verdict.
const MOST_LOOKUPS = 10;

const recordsOf = ({ answer }: DnsRead): readonly string[] => (answer.ok ? answer.records : []);

const readPolicy = async (
  domain: string,
  mtaSts: DnsRead,
  ports: Ports,
  signal: AbortSignal,
): Promise<WebHop | null> => {
  if (!recordsOf(mtaSts).some((txt) => txt.startsWith('v=STSv1'))) return null;
  const visit = new Visit({ ...ports, preload: async () => null }, { signal, retryDelay: 0 });
  return visit.hop(`https://mta-sts.${domain}/.well-known/mta-sts.txt`, POLICY_BYTES);
};

/** Asks the hosts of other organisations that reports go to whether they take them. */
const readConsents = (
  dmarc: readonly DnsRead[],
  { resolve }: Ports,
  signal: AbortSignal,
): Promise<readonly DnsRead[]> => {
  const read = dmarc.find((one) => recordsOf(one).some(isDmarc));
  const text = read === undefined ? undefined : recordsOf(read).find(isDmarc);
  if (read === undefined || text === undefined) return Promise.resolve([]);
  const domain = read.name.replace(/^_dmarc\./, '');
  const others = reportHosts(parseDmarc(text)).filter((host) => registrableDomain(host) !== registrableDomain(domain));
  return Promise.all(
    others.slice(0, MOST_CONSENTS).map(async (host) => {
      const name = consentName(domain, host);
      return { name, answer: await resolve({ name, type: 'TXT' }, signal) };
    }),
  );
};

const isVoid = ({ answer }: DnsRead): boolean =>
  !answer.ok && (answer.error.kind === 'nxdomain' || answer.error.kind === 'nodata');

const readSpfLookups = async (
  spf: readonly DnsRead[],
  { resolve }: Ports,
  signal: AbortSignal,
): Promise<readonly TypedRead[]> => {
  const questions = spf.flatMap((read) => {
    const policy = recordsOf(read).find(isSpf);
    const terms = policy === undefined ? [] : parseSpf(policy).terms;
    return terms.flatMap((term) => spfLookup(term, read.name) ?? []);
  });
  const distinct = new Map(questions.map((question) => [JSON.stringify(question), question]));
  const reads = [...distinct.values()].slice(0, MOST_LOOKUPS).map(async ({ name, types }) => {
    const found: TypedRead[] = [];
    for (const type of types) {
      const read = { name, type, answer: await resolve({ name, type }, signal) };
      found.push(read);
      if (!isVoid(read)) break;
    }
    return found;
  });
  return (await Promise.all(reads)).flat();
};

/** Reads what the records of a mail domain lead to: its MTA-STS policy, the consent to its reports, its SPF lookups. */
export const readMail = async (
  { mailDomain, mtaSts, dmarc, spf }: Pick<DnsFacts, 'mailDomain' | 'mtaSts' | 'dmarc' | 'spf'>,
  ports: Ports,
  signal: AbortSignal = AbortSignal.timeout(30_000),
): Promise<MailFacts> => {
  const [stsPolicy, reportConsents, spfLookups] = await Promise.all([
    readPolicy(mailDomain, mtaSts, ports, signal),
    readConsents(dmarc, ports, signal),
    readSpfLookups(spf, ports, signal),
  ]);
  return { stsPolicy, reportConsents, spfLookups };
};
