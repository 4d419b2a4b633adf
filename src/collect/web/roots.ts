import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { readCertificate } from '../../parse/tls/certificate.ts';

/** The question which trusted roots have these subjects (in the words of the certificates' own facts). */
export interface RootsInput {
  readonly roots: readonly string[];
}

export interface RootsOutput {
  /** `Node 20.19 built-in`, or the name of the file given. */
  readonly store: string;
  /** PEM. */
  readonly certificates: readonly string[];
}

export type AskRoots = (input: RootsInput) => Promise<RootsOutput>;

const pemPattern = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[^-]+-----END (?:TRUSTED )?CERTIFICATE-----/g;

/**
 * The trust store as a port: the roots built into Node (Mozilla's), or those of a PEM text. Only the roots that a server's
 * chains name are handed out and recorded, so that a chain can be judged again offline by the same roots.
 */
export const createRoots = (trustStore: { readonly name: string; readonly pem: string } | null): AskRoots => {
  let bySubject: ReadonlyMap<string, readonly string[]> | null = null;
  const store = trustStore?.name ?? `Node ${process.versions.node} built-in`;
  return async ({ roots }) => {
    bySubject ??= index(trustStore === null ? rootCertificates : (trustStore.pem.match(pemPattern) ?? []));
    const found = bySubject;
    return { store, certificates: roots.flatMap((subject) => found.get(subject) ?? []) };
  };
};

const index = (pems: readonly string[]): ReadonlyMap<string, readonly string[]> => {
  const found = new Map<string, string[]>();
  for (const pem of pems) {
    const subject = subjectOf(pem);
    if (subject !== null) found.set(subject, [...(found.get(subject) ?? []), pem]);
  }
  return found;
};

const subjectOf = (pem: string): string | null => {
  try {
    const facts = readCertificate(new X509Certificate(pem).raw);
    return 'unreadable' in facts ? null : facts.subject;
  } catch {
    return null;
  }
};
