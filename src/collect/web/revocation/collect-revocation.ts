import type { OcspFacts, RevocationFacts, SourceRead } from '../../../domain/revocation.ts';
import type { ChainFacts } from '../../../domain/tls.ts';
import { type Certificate, issued, keyDigest, loadCertificate } from '../../../parse/x509/loaded.ts';
import { ocspRequest, readOcsp } from '../../../parse/x509/ocsp.ts';
import { type AskCrl, sha256 } from './crl.ts';
import { type FetchPorts, postBytes } from './fetch.ts';

/** Certificates that are looked up for one endpoint; a chain has two or three. */
const MAX_CERTIFICATES = 8;
const MAX_SOURCES = 2;
const MAX_OCSP_BYTES = 64_000;

/** How sources are reached; null: they are not asked, and only what was stapled is read. */
export type RevocationPorts = FetchPorts & { readonly crl: AskCrl };

/** One certificate below its issuer, with the response that was stapled for it. */
interface Pair {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly staple: string | null;
}

/**
 * Reads what is said of the revocation of every certificate on the way from a leaf to a root: the stapled response, else its issuer's
 * lists, else the responders, each bounded in time and size. All certificates are looked up at once.
 */
export const collectRevocation = (
  chains: readonly ChainFacts[],
  authorities: readonly Certificate[],
  ports: RevocationPorts | null,
): Promise<readonly RevocationFacts[]> =>
  Promise.all(pairsOf(chains, authorities).map((pair) => readPair(pair, ports)));

const pairsOf = (chains: readonly ChainFacts[], authorities: readonly Certificate[]): readonly Pair[] => {
  const pairs = new Map<string, Pair>();
  for (const { certificates, staple } of chains) {
    const [leaf, ...sent] = certificates.flatMap((facts) => loadCertificate(facts) ?? []);
    const open = leaf === undefined ? [] : [leaf];
    const seen = new Set<Certificate>();
    for (let certificate = open.shift(); certificate !== undefined; certificate = open.shift()) {
      if (pairs.size >= MAX_CERTIFICATES) break;
      if (certificate.facts.selfIssued || seen.has(certificate)) continue;
      seen.add(certificate);
      const below = certificate;
      for (const issuer of [...sent, ...authorities].filter((one) => issued(one, below))) {
        const key = `${below.facts.der} ${keyDigest(issuer)}`;
        const known = pairs.get(key)?.staple ?? null;
        pairs.set(key, { certificate: below, issuer, staple: below === leaf ? (staple ?? known) : known });
        open.push(issuer);
      }
    }
  }
  return [...pairs.values()].slice(0, MAX_CERTIFICATES);
};

const readPair = async (
  { certificate, issuer, staple }: Pair,
  ports: RevocationPorts | null,
): Promise<RevocationFacts> => {
  const identity = { certificate: sha256(certificate.x509.raw), issuerKey: keyDigest(issuer) ?? '' };
  const stapled = staple === null ? null : readOcsp(Buffer.from(staple, 'base64'), certificate, issuer);
  const facts = { ...identity, staple: stapled, crls: [], ocsp: [] };
  if (ports === null || (stapled !== null && answers(stapled))) return facts;
  const { crlUrls, ocspUrls } = certificate.facts;
  const crls = await untilAnswered(crlUrls, async (url) => {
    const output = await ports.crl({ crl: url, ...identity }, { certificate, issuer });
    const read = output.ok ? ({ url, ok: true, value: output.crl } as const) : { url, ...output };
    return { read, done: output.ok && output.crl.problem === null && isCurrent(output.crl) };
  });
  if (crls.done) return { ...facts, crls: crls.reads };
  const ocsp = await untilAnswered(ocspUrls, (url) => askResponder(url, certificate, issuer, ports));
  return { ...facts, crls: crls.reads, ocsp: ocsp.reads };
};

const askResponder = async (
  url: string,
  certificate: Certificate,
  issuer: Certificate,
  ports: FetchPorts,
): Promise<{ readonly read: SourceRead<OcspFacts>; readonly done: boolean }> => {
  const body = Buffer.from(ocspRequest(certificate, issuer)).toString('base64');
  const fetched = await postBytes(url, { type: 'application/ocsp-request', body }, MAX_OCSP_BYTES, ports);
  if (!fetched.ok) return { read: { url, ...fetched }, done: false };
  const value = readOcsp(fetched.bytes, certificate, issuer);
  return { read: { url, ok: true, value }, done: answers(value) };
};

/** Asks one source after the other, at most two, until one has an answer. */
const untilAnswered = async <T>(
  urls: readonly string[],
  ask: (url: string) => Promise<{ readonly read: SourceRead<T>; readonly done: boolean }>,
): Promise<{ readonly reads: readonly SourceRead<T>[]; readonly done: boolean }> => {
  const reads: SourceRead<T>[] = [];
  for (const url of urls.slice(0, MAX_SOURCES)) {
    const { read, done } = await ask(url);
    reads.push(read);
    if (done) return { reads, done };
  }
  return { reads, done: false };
};

const answers = ({ answer }: OcspFacts): boolean => answer !== null && answer.status !== 'unknown' && isCurrent(answer);

/** Whether it is worth asking no further; the judgement compares with its own date. */
const isCurrent = ({ nextUpdate }: { readonly nextUpdate: string | null }): boolean =>
  nextUpdate === null || nextUpdate > new Date().toISOString();
