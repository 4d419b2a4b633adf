import type { CertificateFacts, TrustProblemCode } from '../../domain/tls.ts';
import { type Certificate, issued, loadCertificate, nameKey } from '../../parse/x509/loaded.ts';

/** Certificates by subject; a root store or a set of known intermediates. */
export type TrustStore = { readonly bySubject: ReadonlyMap<string, readonly Certificate[]>; readonly size: number };

/** Certificates from the leaf to a root of the store, each issued by the next. */
export type Path = readonly Certificate[];

export type NoPath = { readonly code: TrustProblemCode; readonly text: string };

const MAX_DEPTH = 8;
const MAX_STEPS = 200;
const MAX_PATHS = 32;

/** A store of certificates; what OpenSSL cannot read is left out, as TLS clients do. */
export function storeOf(certificates: readonly CertificateFacts[]): TrustStore {
  const bySubject = new Map<string, Certificate[]>();
  let size = 0;
  for (const facts of certificates) {
    const certificate = loadCertificate(facts);
    if (certificate === null) continue;
    size++;
    const key = nameKey(facts.subject);
    bySubject.set(key, [...(bySubject.get(key) ?? []), certificate]);
  }
  return { bySubject, size };
}

type Search = { readonly sent: Path; readonly store: TrustStore; readonly known: TrustStore | null; steps: number };

/**
 * Paths from the leaf to roots of the store, at most 32, in the order in which they are found: over what was sent first, then over
 * known intermediates (RFC 4158). Names and signatures fit; whether a path is valid is not asked here.
 */
export function findPaths(
  leaf: Certificate,
  sent: Path,
  { store, intermediates }: { readonly store: TrustStore; readonly intermediates?: TrustStore },
): readonly Path[] {
  const search: Search = { sent, store, known: intermediates ?? null, steps: 0 };
  return extend([leaf], search).slice(0, MAX_PATHS);
}

function extend(path: Path, search: Search): readonly Path[] {
  const last = path.at(-1);
  if (last === undefined || path.length > MAX_DEPTH || search.steps++ > MAX_STEPS) return [];
  if (named(search.store, last.facts.subject).some(({ facts }) => facts.der === last.facts.der)) return [path];
  const issuers = (candidates: Path): Path =>
    candidates.filter((issuer) => !path.some(({ facts }) => facts.der === issuer.facts.der) && issued(issuer, last));
  const complete = issuers(named(search.store, last.facts.issuer)).map((root) => [...path, root]);
  const next = issuers([...search.sent, ...(search.known === null ? [] : named(search.known, last.facts.issuer))]);
  return [...complete, ...next.flatMap((issuer) => extend([...path, issuer], search))];
}

const named = ({ bySubject }: TrustStore, subject: string): Path => bySubject.get(nameKey(subject)) ?? [];

/** Why no path leads from the leaf to a root of the store. */
export function whyNoPath(leaf: Certificate, sent: Path, store: TrustStore): NoPath {
  if (leaf.facts.selfIssued && issued(leaf, leaf))
    return { code: 'self-signed', text: 'the certificate is signed by itself' };
  const top = climb(leaf, sent);
  if (top.facts.selfIssued)
    return { code: 'untrusted-root', text: `${top.facts.subject} is in no trust store that was asked` };
  const impostor = [...sent, ...named(store, top.facts.issuer)].some(
    ({ facts }) => nameKey(facts.subject) === nameKey(top.facts.issuer),
  );
  if (impostor) return { code: 'bad-signature', text: `${top.facts.subject} is not signed by the issuer it names` };
  return {
    code: 'incomplete-chain',
    text: `the issuer ${top.facts.issuer} of ${top.facts.subject} is neither sent nor known here: incomplete or not trusted, it cannot be told`,
  };
}

function climb(leaf: Certificate, sent: Path): Certificate {
  let top = leaf;
  for (let depth = 0; depth < MAX_DEPTH && !top.facts.selfIssued; depth++) {
    const { facts } = top;
    const below = top;
    const above = sent.find((candidate) => candidate.facts.der !== facts.der && issued(candidate, below));
    if (above === undefined) return top;
    top = above;
  }
  return top;
}
