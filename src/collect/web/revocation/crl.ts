import { createHash } from 'node:crypto';
import type { CrlFacts } from '../../../domain/revocation.ts';
import type { Certificate } from '../../../parse/x509/loaded.ts';
import { type Fetched, type FetchPorts, fetchBytes } from './fetch.ts';

/** The question what the list at a URL says of a certificate; both are named by SHA-256, the issuer by its key. */
export interface CrlInput {
  readonly crl: string;
  readonly certificate: string;
  readonly issuerKey: string;
}

export type CrlOutput = { readonly ok: true; readonly crl: CrlFacts } | { readonly ok: false; readonly why: string };

/** The certificates themselves, for whoever has to read the list. */
export interface CrlParties {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

export type AskCrl = (input: CrlInput, parties: CrlParties) => Promise<CrlOutput>;

const MAX_BYTES = 10_000_000;
/** Bytes of lists that are kept for the next certificate of the same issuer. */
const MAX_KEPT = 32_000_000;

/**
 * Reads revocation lists, each at most once a run while they are small enough to keep. What is handed out (and recorded) is what a list
 * says of one certificate, with its signature verified here; the list itself is not.
 */
export const createCrls = (): ((ports: FetchPorts) => AskCrl) => {
  const kept = new Map<string, { readonly fetched: Promise<Fetched>; size: number }>();

  const fetchOnce = (url: string, ports: FetchPorts): Promise<Fetched> => {
    const known = kept.get(url);
    if (known !== undefined) return known.fetched;
    const fetched = fetchBytes(url, MAX_BYTES, ports);
    const entry = { fetched, size: 0 };
    kept.set(url, entry);
    void fetched.then((list) => {
      entry.size = list.ok ? list.bytes.length : 0;
      forget();
    });
    return fetched;
  };

  const forget = (): void => {
    let total = [...kept.values()].reduce((sum, { size }) => sum + size, 0);
    for (const [url, { size }] of kept) {
      if (total <= MAX_KEPT) return;
      kept.delete(url);
      total -= size;
    }
  };

  return (ports) =>
    async ({ crl }, { certificate, issuer }) => {
      const fetched = await fetchOnce(crl, ports);
      if (!fetched.ok) return fetched;
      const { readCrl } = await import('../../../parse/x509/crl.ts');
      const facts = readCrl(fetched.bytes, certificate, issuer);
      return facts === null ? { ok: false, why: 'not a revocation list' } : { ok: true, crl: facts };
    };
};

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
