import { X509Certificate } from 'node:crypto';
import type { CertificateFacts, TrustProblemCode } from '../../domain/tls.ts';
import { readCertificate } from '../../parse/tls/certificate.ts';

export type Certificate = { readonly facts: CertificateFacts; readonly x509: X509Certificate };

/** Certificates by subject; a root store or a set of known intermediates. */
export type TrustStore = { readonly bySubject: ReadonlyMap<string, readonly Certificate[]>; readonly size: number };

export type PathResult =
  | {
      readonly kind: 'found';
      /** Leaf to root. */
      readonly certificates: readonly Certificate[];
      /** Subjects of intermediates that the server did not send. */
      readonly missing: readonly string[];
    }
  | { readonly kind: 'none'; readonly code: TrustProblemCode; readonly text: string };

const MAX_DEPTH = 8;
const MAX_STEPS = 200;

const PEM = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** Reads PEM certificates, one or many to a text; what cannot be read is left out, as TLS clients do. */
export function readStore(texts: readonly string[]): TrustStore {
  const pems = texts.flatMap((text) => text.match(PEM) ?? []);
  const bySubject = new Map<string, Certificate[]>();
  let size = 0;
  for (const pem of pems) {
    const certificate = readPem(pem);
    if (certificate === null) continue;
    size++;
    const key = certificate.x509.subject;
    bySubject.set(key, [...(bySubject.get(key) ?? []), certificate]);
  }
  return { bySubject, size };
}

function readPem(pem: string): Certificate | null {
  try {
    const x509 = new X509Certificate(pem);
    const facts = readCertificate(x509.raw);
    return 'unreadable' in facts ? null : { facts, x509 };
  } catch {
    return null;
  }
}

type Search = {
  readonly sent: readonly Certificate[];
  readonly store: TrustStore;
  readonly intermediates: TrustStore | null;
  readonly date: string;
  steps: number;
};

/** A path from the leaf to a root of the store, one valid on the date preferred (RFC 4158 path building). */
export function findPath(
  leaf: Certificate,
  sent: readonly Certificate[],
  question: { readonly store: TrustStore; readonly intermediates?: TrustStore; readonly date: string },
): PathResult {
  const search: Search = {
    sent,
    store: question.store,
    intermediates: question.intermediates ?? null,
    date: question.date,
    steps: 0,
  };
  const paths = extend([leaf], search);
  const valid = paths.find((path) =>
    path.slice(1).every(({ facts }) => facts.notBefore <= search.date && search.date <= facts.notAfter),
  );
  const best = valid ?? paths[0];
  if (best === undefined) return whyNone(leaf, sent, search);
  const known = new Set([leaf, ...sent].map(({ facts }) => facts.der));
  const missing = best.slice(1, -1).filter(({ facts }) => !known.has(facts.der));
  return { kind: 'found', certificates: best, missing: missing.map(({ facts }) => facts.subject) };
}

function extend(path: readonly Certificate[], search: Search): readonly (readonly Certificate[])[] {
  const last = path.at(-1);
  if (last === undefined || path.length > MAX_DEPTH || search.steps++ > MAX_STEPS) return [];
  const anchored = (search.store.bySubject.get(last.x509.subject) ?? []).some(
    ({ facts }) => facts.der === last.facts.der,
  );
  if (anchored) return [path];
  const roots = (search.store.bySubject.get(last.x509.issuer) ?? []).filter((root) => issued(root, last));
  const complete = roots.map((root) => [...path, root]);
  const known = search.intermediates?.bySubject.get(last.x509.issuer) ?? [];
  const next = [...search.sent, ...known].filter(
    (issuer) => issuer.facts.isCa && !path.some(({ facts }) => facts.der === issuer.facts.der) && issued(issuer, last),
  );
  return [...complete, ...next.flatMap((issuer) => extend([...path, issuer], search))];
}

/** Name, authority and signature fit; a root of the store may lack the CA flag (version 1 certificates). */
function issued(issuer: Certificate, subject: Certificate): boolean {
  try {
    return subject.x509.checkIssued(issuer.x509) && subject.x509.verify(issuer.x509.publicKey);
  } catch {
    return false;
  }
}

function whyNone(leaf: Certificate, sent: readonly Certificate[], search: Search): PathResult {
  if (leaf.facts.selfIssued) return { kind: 'none', code: 'self-signed', text: 'the certificate is signed by itself' };
  const top = climb(leaf, sent);
  const usurper = sent.find((candidate) => !candidate.facts.isCa && issued(candidate, top));
  if (usurper !== undefined)
    return { kind: 'none', code: 'not-a-ca', text: `${usurper.facts.subject} may not sign certificates` };
  if (top.facts.selfIssued) {
    return { kind: 'none', code: 'untrusted-root', text: `${top.facts.subject} is in no trust store that was asked` };
  }
  const forged = [...sent, ...(search.store.bySubject.get(top.x509.issuer) ?? [])].some(
    (one) => one.x509.subject === top.x509.issuer,
  );
  if (forged)
    return { kind: 'none', code: 'bad-signature', text: `${top.facts.subject} is not signed by the issuer it names` };
  return {
    kind: 'none',
    code: 'incomplete-chain',
    text: `the issuer ${top.facts.issuer} of ${top.facts.subject} is neither sent nor known here`,
  };
}

function climb(leaf: Certificate, sent: readonly Certificate[]): Certificate {
  let top = leaf;
  for (let depth = 0; depth < MAX_DEPTH && !top.facts.selfIssued; depth++) {
    const above = sent.find(
      (candidate) => candidate.facts.isCa && candidate.facts.der !== top.facts.der && issued(candidate, top),
    );
    if (above === undefined) return top;
    top = above;
  }
  return top;
}
