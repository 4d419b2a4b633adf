import type { CertificateFacts, ChainFacts, UnreadableCertificate } from '../../../domain/tls.ts';
import { readBundle } from '../../../parse/x509/bundle.ts';
import { type Certificate, issued, loadCertificate } from '../../../parse/x509/loaded.ts';
import { type FetchPorts, fetchBytes } from './fetch.ts';

const MAX_BYTES = 64_000;
const MAX_HOPS = 3;
const MAX_URLS = 2;
const MAX_CLIMB = 20;

/** Trusted roots with these subjects. */
export type FindRoots = (subjects: readonly string[]) => Promise<readonly CertificateFacts[]>;

/** The certificates by which chains lead to roots, as far as they do. */
export interface Authorities {
  readonly roots: readonly CertificateFacts[];
  /** Intermediates that the server does not send. */
  readonly intermediates: readonly CertificateFacts[];
}

/**
 * Fetches the intermediates that a server does not send, from where the certificates say (caIssuers, RFC 5280 section 4.2.2.1): one at a
 * time, at most 64 kB each, up to three in a row, and only for chains that lead to no root without them.
 */
export const completeChains = async (
  chains: readonly ChainFacts[],
  findRoots: FindRoots,
  ports: FetchPorts | null,
): Promise<Authorities> => {
  const sent = chains.flatMap(({ certificates }) => certificates).flatMap((facts) => loadCertificate(facts) ?? []);
  const leaves = chains.flatMap(({ certificates: [leaf] }) =>
    leaf === undefined ? [] : (loadCertificate(leaf) ?? []),
  );
  const roots = new Map<string, CertificateFacts>();
  const brought: Certificate[] = [];
  const asked = new Set<string>();
  const learnRoots = async (certificates: readonly (CertificateFacts | UnreadableCertificate)[]): Promise<void> => {
    const named = certificates.flatMap((facts) => ('unreadable' in facts ? [] : [facts.issuer]));
    const issuers = [...new Set(named)].sort();
    for (const root of await findRoots(issuers)) roots.set(root.der, root);
  };

  await learnRoots(chains.flatMap(({ certificates }) => certificates));
  for (let hop = 0; hop < MAX_HOPS && ports !== null; hop++) {
    const anchors = [...roots.values()].flatMap((facts) => loadCertificate(facts) ?? []);
    const ends = leaves.flatMap((leaf) => deadEnds(leaf, [...sent, ...brought], anchors));
    const urls = ends.flatMap(({ facts }) => facts.issuerUrls).filter((url) => !asked.has(url));
    const found = await fetchFirst([...new Set(urls)].slice(0, MAX_URLS), asked, ends, ports);
    if (found.length === 0) break;
    brought.push(...found);
    await learnRoots(found.map(({ facts }) => facts));
  }
  return { roots: [...roots.values()], intermediates: brought.map(({ facts }) => facts) };
};

/** The certificates above which nothing is known, where no way from the leaf leads to a root. */
const deadEnds = (
  leaf: Certificate,
  known: readonly Certificate[],
  roots: readonly Certificate[],
): readonly Certificate[] => {
  const ends: Certificate[] = [];
  const seen = new Set<string>();
  const open = [leaf];
  for (let at = open.pop(); at !== undefined && seen.size < MAX_CLIMB; at = open.pop()) {
    const below = at;
    if (seen.has(below.facts.der)) continue;
    seen.add(below.facts.der);
    if (roots.some((root) => root.facts.der === below.facts.der || issued(root, below))) return [];
    const above = known.filter((one) => !seen.has(one.facts.der) && issued(one, below));
    if (above.length === 0 && !below.facts.selfIssued) ends.push(below);
    open.push(...above);
  }
  return ends;
};

/** What the first URL brings that has an issuer of one of the ends. */
const fetchFirst = async (
  urls: readonly string[],
  asked: Set<string>,
  ends: readonly Certificate[],
  ports: FetchPorts,
): Promise<readonly Certificate[]> => {
  for (const url of urls) {
    asked.add(url);
    const fetched = await fetchBytes(url, MAX_BYTES, ports);
    const found = (fetched.ok ? readBundle(fetched.bytes) : []).flatMap((facts) => loadCertificate(facts) ?? []);
    const issuers = found.filter((candidate) => ends.some((end) => issued(candidate, end)));
    if (issuers.length > 0) return issuers;
  }
  return [];
};
