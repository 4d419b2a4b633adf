import { X509Certificate } from 'node:crypto';
import type {
  Answer,
  CertificateFacts,
  ChainFacts,
  ChainTrust,
  Coded,
  TrustProblemCode,
  TrustRemarkCode,
  UnreadableCertificate,
} from '../../domain/tls.ts';
import { type Certificate, findPath, type PathResult, readStore, type TrustStore } from './trust-path.ts';

export type TrustQuestion = {
  /** The name or IP literal the client asked for. */
  readonly host: string;
  readonly store: TrustStore;
  /** Intermediates known besides those sent, PEM or DER; they complete a chain but do not make it complete. */
  readonly intermediates?: TrustStore;
  /** ISO 8601 instant of the judgement. */
  readonly date: string;
  /** Result of a revocation look-up, when one was made. */
  readonly revoked?: Answer;
};

const DAY = 86_400_000;
const EXPIRES_SOON_DAYS = 30;

/**
 * Whether a client with this store would accept the chain (RFC 5280 section 6, RFC 6125 for the name; SAN only).
 * Several paths are tried; one good path is enough. A missing intermediate that is nowhere known leaves trust unknown.
 */
export function judgeTrust(chain: ChainFacts, question: TrustQuestion): ChainTrust {
  const [leafFacts] = chain.certificates;
  if (leafFacts === undefined) return broken('no-certificate', 'the server sent no certificate');
  const sent = chain.certificates.flatMap((facts) => readSent(facts) ?? []);
  const [leaf] = sent;
  if (leaf === undefined || 'unreadable' in leafFacts || leaf.facts !== leafFacts) {
    const why = 'unreadable' in leafFacts ? leafFacts.unreadable : 'OpenSSL cannot read it';
    return broken('unreadable', `the server certificate cannot be read: ${why}`);
  }
  const path = findPath(leaf, sent.slice(1), question);
  const problems = [
    ...nameProblems(leaf, question.host),
    ...usageProblems(leaf),
    ...pathProblems(leaf, path, question),
  ];
  return {
    trusted: trustOf(problems),
    problems,
    remarks: remarks(chain, sent, path, question),
    path: path.kind === 'found' ? path.certificates.map(({ facts }) => facts.subject) : null,
    signatures: (path.kind === 'found'
      ? path.certificates.slice(0, -1)
      : sent.filter(({ facts }) => !facts.selfIssued)
    ).map(({ facts }) => facts.signature),
  };
}

/** The name alone does not decide trust here: a mismatch is graded apart. */
function trustOf(problems: readonly Coded<TrustProblemCode>[]): Answer {
  const codes = problems.map(({ code }) => code).filter((code) => code !== 'name-mismatch');
  if (codes.length === 0) return 'yes';
  return codes.every((code) => code === 'incomplete-chain') ? 'unknown' : 'no';
}

function broken(code: TrustProblemCode, text: string): ChainTrust {
  return { trusted: 'no', problems: [{ code, text }], remarks: [], path: null, signatures: [] };
}

function readSent(facts: CertificateFacts | UnreadableCertificate): Certificate | null {
  if ('unreadable' in facts) return null;
  try {
    return { facts, x509: new X509Certificate(Buffer.from(facts.der, 'base64')) };
  } catch {
    return null;
  }
}

function nameProblems({ x509, facts }: Certificate, host: string): Coded<TrustProblemCode>[] {
  const name = host.replace(/\.$/, '').replace(/^\[|\]$/g, '');
  const isIp = /^[0-9.]+$/.test(name) || name.includes(':');
  const options = { subject: 'never', wildcards: true, partialWildcards: false, multiLabelWildcards: false } as const;
  const match = isIp ? x509.checkIP(name) : x509.checkHost(name, options);
  if (match !== undefined) return [];
  const covered = [...facts.names.dns, ...facts.names.ip].slice(0, 5).join(', ');
  return [{ code: 'name-mismatch', text: `the certificate is not for ${host} but for ${covered || 'no name at all'}` }];
}

const SERVER_AUTH = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];

function usageProblems({ x509 }: Certificate): Coded<TrustProblemCode>[] {
  // Node calls the extended key usage keyUsage; absent means any use.
  const usages: readonly string[] | undefined = x509.keyUsage;
  if (usages === undefined || usages.some((usage) => SERVER_AUTH.includes(usage))) return [];
  return [{ code: 'wrong-usage', text: 'the certificate is not meant for servers (extended key usage)' }];
}

function pathProblems(
  leaf: Certificate,
  path: PathResult,
  { date, revoked }: TrustQuestion,
): Coded<TrustProblemCode>[] {
  const problems: Coded<TrustProblemCode>[] = [];
  const chain = path.kind === 'found' ? path.certificates : [leaf];
  for (const { facts } of chain) {
    if (date > facts.notAfter)
      problems.push({ code: 'expired', text: `${facts.subject} expired on ${facts.notAfter.slice(0, 10)}` });
    if (date < facts.notBefore)
      problems.push({
        code: 'not-yet-valid',
        text: `${facts.subject} is not valid before ${facts.notBefore.slice(0, 10)}`,
      });
  }
  if (path.kind === 'none') problems.push({ code: path.code, text: path.text });
  if (revoked === 'yes') problems.push({ code: 'revoked', text: 'the certificate is revoked' });
  return problems;
}

function remarks(
  chain: ChainFacts,
  sent: readonly Certificate[],
  path: PathResult,
  question: TrustQuestion,
): Coded<TrustRemarkCode>[] {
  const list: Coded<TrustRemarkCode>[] = [];
  const [leaf] = sent;
  const ders = chain.certificates.map(({ der }) => der);
  if (new Set(ders).size < ders.length)
    list.push({ code: 'duplicate-certificates', text: 'a certificate is sent twice' });
  if (sent.slice(1).some(({ facts }) => facts.selfIssued))
    list.push({ code: 'root-sent', text: 'the root is sent; clients have it' });
  if (path.kind === 'found') list.push(...orderRemarks(ders, path));
  const daysLeft = leaf === undefined ? null : (Date.parse(leaf.facts.notAfter) - Date.parse(question.date)) / DAY;
  if (daysLeft !== null && daysLeft >= 0 && daysLeft < EXPIRES_SOON_DAYS) {
    list.push({ code: 'expires-soon', text: `the certificate expires in ${Math.floor(daysLeft)} days` });
  }
  if (leaf?.facts.mustStaple === true && chain.staple === null) {
    list.push({
      code: 'must-staple-without-staple',
      text: 'the certificate asks for a stapled OCSP response; none was sent',
    });
  }
  if ((question.revoked ?? 'unknown') === 'unknown')
    list.push({ code: 'revocation-unchecked', text: 'revocation was not checked' });
  return list;
}

function orderRemarks(
  ders: readonly string[],
  path: PathResult & { readonly kind: 'found' },
): Coded<TrustRemarkCode>[] {
  const list: Coded<TrustRemarkCode>[] = [];
  const places = path.certificates.map(({ facts }) => ders.indexOf(facts.der)).filter((place) => place >= 0);
  if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))) {
    list.push({ code: 'wrong-order', text: 'the certificates are not sent in the order of the chain' });
  }
  const used = new Set(path.certificates.map(({ facts }) => facts.der));
  if (path.missing.length > 0) {
    list.push({ code: 'incomplete', text: `the server does not send ${path.missing.join(' and ')}` });
  }
  if (ders.some((der) => !used.has(der)))
    list.push({ code: 'extra-certificates', text: 'certificates are sent that no client needs' });
  return list;
}

export { readStore };
