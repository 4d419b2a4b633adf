import type { RevocationFacts, RevocationState } from '../../domain/revocation.ts';
import type {
  Answer,
  CertificateFacts,
  ChainFacts,
  ChainTrust,
  Coded,
  TrustProblemCode,
  TrustRemarkCode,
} from '../../domain/tls.ts';
import { type Certificate, loadCertificate } from '../../parse/x509/loaded.ts';
import { leafProblems, pathProblems } from './path-rules.ts';
import { judgeRevocation, ocspSays, revocationOf } from './revocation.ts';
import { findPaths, type Path, type TrustStore, whyNoPath } from './trust-path.ts';

export type TrustQuestion = {
  /** The name or IP literal the client asked for. */
  readonly host: string;
  readonly store: TrustStore;
  /** Intermediates known besides those sent; they complete a chain but do not make it complete. */
  readonly intermediates?: TrustStore;
  /** ISO 8601 instant of the judgement. */
  readonly date: string;
  /** What was read of the revocation of the certificates. */
  readonly revocation?: readonly RevocationFacts[];
};

type Problem = Coded<TrustProblemCode>;
type Remark = Coded<TrustRemarkCode>;

const DAY = 86_400_000;
const EXPIRES_SOON_DAYS = 30;

/**
 * Whether a client with this store would accept the chain (RFC 5280 section 6, RFC 6125 for the name; SAN only).
 * Several paths are tried; one good path is enough, and without one the path with the fewest problems is told. A missing intermediate
 * that is nowhere known leaves trust unknown.
 */
export function judgeTrust(chain: ChainFacts, question: TrustQuestion): ChainTrust {
  const [leafFacts] = chain.certificates;
  if (leafFacts === undefined) return broken('no-certificate', 'the server sent no certificate');
  const leaf = loadCertificate(leafFacts);
  if (leaf === null) {
    const why = 'unreadable' in leafFacts ? leafFacts.unreadable : 'OpenSSL cannot read it';
    return broken('unreadable', `the server certificate cannot be read: ${why}`);
  }
  const others = chain.certificates.slice(1).flatMap((facts) => loadCertificate(facts) ?? []);
  const { path, problems: found, revocation } = bestPath(leaf, others, question);
  const problems = [...nameProblems(leaf, question.host), ...found];
  return {
    trusted: trustOf(problems),
    problems,
    remarks: remarks(chain, leaf, { path, revocation }, question),
    path: path?.map(({ facts }) => facts.subject) ?? null,
    revocation,
    signatures: (path?.slice(0, -1) ?? [leaf, ...others].filter(({ facts }) => !facts.selfIssued)).map(
      ({ facts }) => facts.signature,
    ),
  };
}

type JudgedPath = {
  readonly path: Path | null;
  readonly problems: readonly Problem[];
  readonly revocation: readonly RevocationState[];
};

function bestPath(leaf: Certificate, others: Path, question: TrustQuestion): JudgedPath {
  const { date, store } = question;
  const judged = findPaths(leaf, others, question).map((path) => judgePath(path, question));
  const [first] = judged;
  if (first === undefined) {
    const problems = [...leafProblems(leaf.facts, date), whyNoPath(leaf, others, store)];
    return { path: null, problems, revocation: [] };
  }
  return judged.reduce((best, one) => (one.problems.length < best.problems.length ? one : best), first);
}

function judgePath(path: Path, { date, revocation: facts = [] }: TrustQuestion): JudgedPath {
  const revocation = path.slice(0, -1).flatMap((certificate, index) => {
    const issuer = path[index + 1];
    return issuer === undefined ? [] : [judgeRevocation(certificate, issuer, facts, date)];
  });
  const revoked = revocation.flatMap(({ state, subject, text }) =>
    state === 'revoked' ? [{ code: 'revoked' as const, text: `${subject} is ${text}` }] : [],
  );
  return { path, problems: [...pathProblems(path, date), ...revoked], revocation };
}

/** The name alone does not decide trust here: a mismatch is graded apart. */
function trustOf(problems: readonly Problem[]): Answer {
  const codes = problems.map(({ code }) => code).filter((code) => code !== 'name-mismatch');
  if (codes.length === 0) return 'yes';
  return codes.every((code) => code === 'incomplete-chain') ? 'unknown' : 'no';
}

function broken(code: TrustProblemCode, text: string): ChainTrust {
  return { trusted: 'no', problems: [{ code, text }], remarks: [], path: null, revocation: [], signatures: [] };
}

function nameProblems({ x509, facts }: Certificate, host: string): Problem[] {
  const name = host.replace(/\.$/, '').replace(/^\[|\]$/g, '');
  const isIp = /^[0-9.]+$/.test(name) || name.includes(':');
  const options = { subject: 'never', wildcards: true, partialWildcards: false, multiLabelWildcards: false } as const;
  const match = isIp ? x509.checkIP(name) : x509.checkHost(name, options);
  if (match !== undefined) return [];
  const covered = [...facts.names.dns, ...facts.names.ip].slice(0, 5).join(', ');
  return [{ code: 'name-mismatch', text: `the certificate is not for ${host} but for ${covered || 'no name at all'}` }];
}

function remarks(
  chain: ChainFacts,
  leaf: Certificate,
  { path, revocation }: Pick<JudgedPath, 'path' | 'revocation'>,
  { date, revocation: facts = [] }: TrustQuestion,
): Remark[] {
  const ders = chain.certificates.map(({ der }) => der);
  return [
    ...sentRemarks(chain),
    ...(path === null ? [] : pathRemarks(ders, path)),
    ...expiresSoon(leaf.facts, date),
    ...mustStaple(leaf.facts, chain.staple),
    ...(path === null ? [] : badStaple(leaf, path, facts, date)),
    ...unchecked(revocation),
  ];
}

function sentRemarks({ certificates }: ChainFacts): Remark[] {
  const list: Remark[] = [];
  if (new Set(certificates.map(({ der }) => der)).size < certificates.length)
    list.push({ code: 'duplicate-certificates', text: 'a certificate is sent twice' });
  if (certificates.slice(1).some((facts) => !('unreadable' in facts) && facts.selfIssued))
    list.push({ code: 'root-sent', text: 'the root is sent; clients have it' });
  return list;
}

function pathRemarks(sent: readonly string[], path: Path): Remark[] {
  const list: Remark[] = [];
  const places = path.map(({ facts }) => sent.indexOf(facts.der)).filter((place) => place >= 0);
  if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0)))
    list.push({ code: 'wrong-order', text: 'the certificates are not sent in the order of the chain' });
  const missing = path.slice(1, -1).filter(({ facts }) => !sent.includes(facts.der));
  if (missing.length > 0) {
    const names = missing.map(({ facts }) => facts.subject).join(' and ');
    list.push({ code: 'incomplete', text: `the server does not send ${names}` });
  }
  const used = new Set(path.map(({ facts }) => facts.der));
  if (sent.some((der) => !used.has(der)))
    list.push({ code: 'extra-certificates', text: 'certificates are sent that no client needs' });
  return list;
}

function expiresSoon({ notAfter }: CertificateFacts, date: string): Remark[] {
  const daysLeft = (Date.parse(notAfter) - Date.parse(date)) / DAY;
  if (daysLeft < 0 || daysLeft >= EXPIRES_SOON_DAYS) return [];
  return [{ code: 'expires-soon', text: `the certificate expires in ${Math.floor(daysLeft)} days` }];
}

function mustStaple({ mustStaple }: CertificateFacts, staple: string | null): Remark[] {
  if (!mustStaple || staple !== null) return [];
  const text = 'the certificate asks for a stapled OCSP response; none was sent';
  return [{ code: 'must-staple-without-staple', text }];
}

/** A staple that clients cannot use: expired, of tomorrow, for another certificate, or wrongly signed. */
function badStaple(leaf: Certificate, path: Path, facts: readonly RevocationFacts[], date: string): Remark[] {
  const [, issuer] = path;
  const staple = issuer === undefined ? null : (revocationOf(leaf, issuer, facts)?.staple ?? null);
  if (staple === null) return [];
  const said = ocspSays(staple, date);
  return said.state === 'unchecked' ? [{ code: 'bad-staple', text: `the staple is of no use: ${said.why}` }] : [];
}

function unchecked(revocation: readonly RevocationState[]): Remark[] {
  const open = revocation.filter(({ state }) => state === 'unchecked');
  if (open.length === 0) return [];
  const text = open.map(({ subject, text: why }) => `${subject} (${why})`).join(', ');
  return [{ code: 'revocation-unchecked', text: `revocation was not checked: ${text}` }];
}
