import type { CertificateFacts, Coded, TrustProblemCode } from '../../domain/tls.ts';
import type { Certificate } from '../../parse/x509/loaded.ts';
import { distrustedAfter } from './distrust.ts';
import { brokenNameConstraint } from './name-constraints.ts';

type Problem = Coded<TrustProblemCode>;
type Facts = CertificateFacts;

const SERVER_AUTH = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];
const HANDSHAKE_USES = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];
const WEAKEST_RSA = 1024;
const WEAKEST_EC = 224;

/**
 * What speaks against a path from the leaf to a root of the store, on a date (RFC 5280 section 6.1; the purpose of a TLS server as in
 * section 4.2.1.12). Signatures and names are known to fit. The root is trusted for what it is: its own uses are not asked.
 */
export function pathProblems(path: readonly Certificate[], date: string): readonly Problem[] {
  const chain = path.map(({ facts }) => facts);
  const [leaf] = chain;
  if (leaf === undefined) return [];
  const authorities = chain.slice(1);
  return [
    ...chain.flatMap((facts) => validity(facts, date)),
    ...chain.slice(0, -1).flatMap(unknownCritical),
    ...leafUse(leaf),
    ...authorities.flatMap((facts, index) => mayNotSign(facts, index === authorities.length - 1)),
    ...authorities.flatMap((facts, index) => tooDeep(facts, authorities.slice(0, index))),
    ...authorities.flatMap(weakKey),
    ...constraints(chain),
    ...distrusted(path, leaf),
  ];
}

/** What speaks against a leaf that leads nowhere. */
export const leafProblems = (leaf: Facts, date: string): readonly Problem[] => [
  ...validity(leaf, date),
  ...leafUse(leaf),
];

function validity({ subject, notBefore, notAfter }: Facts, date: string): Problem[] {
  if (date > notAfter) return [{ code: 'expired', text: `${subject} expired on ${notAfter.slice(0, 10)}` }];
  if (date < notBefore)
    return [{ code: 'not-yet-valid', text: `${subject} is not valid before ${notBefore.slice(0, 10)}` }];
  return [];
}

function unknownCritical({ subject, unhandledCritical }: Facts): Problem[] {
  if (unhandledCritical.length === 0) return [];
  const text = `${subject} has a critical extension that clients do not know: ${unhandledCritical.join(', ')}`;
  return [{ code: 'unknown-critical-extension', text }];
}

function leafUse({ extendedKeyUsage, keyUsage }: Facts): Problem[] {
  if (extendedKeyUsage !== null && !extendedKeyUsage.some((use) => SERVER_AUTH.includes(use)))
    return [{ code: 'wrong-usage', text: 'the certificate is not meant for servers (extended key usage)' }];
  if (keyUsage !== null && !keyUsage.some((use) => HANDSHAKE_USES.includes(use)))
    return [{ code: 'wrong-usage', text: 'the key of the certificate is not meant for handshakes (key usage)' }];
  return [];
}

/** A root of version 1 or 2 has no extensions to say that it is an authority; the store says so. */
function mayNotSign({ subject, isCa, version, keyUsage, extendedKeyUsage }: Facts, root: boolean): Problem[] {
  if (!isCa && !(root && version < 3)) return [{ code: 'not-a-ca', text: `${subject} may not sign certificates` }];
  if (keyUsage !== null && !keyUsage.includes('keyCertSign'))
    return [{ code: 'not-a-ca', text: `${subject} may not sign certificates (key usage)` }];
  if (!root && extendedKeyUsage !== null && !extendedKeyUsage.some((use) => SERVER_AUTH.includes(use)))
    return [{ code: 'wrong-usage', text: `${subject} may not vouch for servers (extended key usage)` }];
  return [];
}

function tooDeep({ subject, pathLength }: Facts, below: readonly Facts[]): Problem[] {
  const depth = below.filter(({ selfIssued }) => !selfIssued).length;
  if (pathLength === null || depth <= pathLength) return [];
  return [{ code: 'path-length', text: `${subject} allows ${pathLength} authorities below itself, here are ${depth}` }];
}

/** Keys that no client takes from an authority; the server's own key is graded by its size. */
function weakKey({ subject, key }: Facts): Problem[] {
  const weakest = key.type === 'RSA' || key.type === 'RSA-PSS' || key.type === 'DSA' ? WEAKEST_RSA : WEAKEST_EC;
  if (key.type === 'other' || key.bits >= weakest) return [];
  return [{ code: 'weak-key', text: `${subject} signs with a key of ${key.bits} bits (${key.type})` }];
}

function constraints(chain: readonly Facts[]): Problem[] {
  const broken = brokenNameConstraint(chain);
  return broken === null ? [] : [{ code: 'name-constraints', text: broken }];
}

function distrusted(path: readonly Certificate[], leaf: Facts): Problem[] {
  const root = path.at(-1);
  const day = root === undefined ? null : distrustedAfter(root);
  if (root === undefined || day === null || leaf.notBefore.slice(0, 10) <= day) return [];
  const text = `${root.facts.subject} is not trusted for certificates issued after ${day}; this one is of ${leaf.notBefore.slice(0, 10)}`;
  return [{ code: 'distrusted-ca', text }];
}
