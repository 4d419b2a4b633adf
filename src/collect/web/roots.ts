import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

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

/**
 * The trust store as a port: the roots built into Node (Mozilla's), or those of a PEM text. Only the roots that a server's
 * chains name are handed out and recorded, so that a chain can be judged again offline by the same roots.
 */
export const createRoots = (trustStore: { readonly name: string; readonly pem: string } | null): AskRoots => {
  let bySubject: ReadonlyMap<string, readonly string[]> | null = null;
  const store = trustStore?.name ?? `Node ${process.versions.node} built-in`;
  return async ({ roots }) => {
    bySubject ??= await index(trustStore === null ? rootCertificates : [trustStore.pem]);
    const found = bySubject;
    return { store, certificates: roots.flatMap((subject) => found.get(subject) ?? []) };
  };
};

const index = async (texts: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const { pemBlocks, readPem } = await import('../../parse/x509/pem.ts');
  const found = new Map<string, string[]>();
  for (const pem of texts.flatMap(pemBlocks)) {
    const subject = plainSubject(pem) ?? readPem([pem])[0]?.subject ?? null;
    if (subject !== null) found.set(subject, [...(found.get(subject) ?? []), pem]);
  }
  return found;
};

const plainPart =
  /^(?:CN|C|O|OU|L|ST|DC|serialNumber|emailAddress|organizationIdentifier)=(?:[^\\+\u0000-\u001f\u007f-\u009f\u2000-\u20ff]|\\,){1,1000}$/;

/**
 * The subject in the words of our own facts, as far as OpenSSL's words tell: reading all of 144 roots whole would cost more than the
 * handshakes. Null for a subject with anything unusual in it, or for a certificate that cannot be read.
 */
const plainSubject = (pem: string): string | null => {
  try {
    const parts = new X509Certificate(pem).subject.split('\n');
    if (!parts.every((part) => plainPart.test(part))) return null;
    return parts
      .reverse()
      .map((part) => part.replaceAll('\\,', ','))
      .join(', ');
  } catch {
    return null;
  }
};
