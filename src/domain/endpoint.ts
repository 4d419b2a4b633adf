import type { RevocationFacts } from './revocation.ts';
import type { Slice } from './slice.ts';
import type { CertificateFacts, TlsFacts } from './tls.ts';

/** Artifacts read from public endpoints by TLS handshakes. */
export interface TlsArtifacts {
  readonly 'web.tls': Slice<TlsEndpoint>;
}

/** One endpoint with the TLS facts of each of its addresses. */
export interface TlsEndpoint {
  /** `host:port`. */
  readonly endpoint: string;
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly TlsFacts[];
  /** The trusted roots that the chains name, and the store they are from. */
  readonly roots: { readonly store: string; readonly certificates: readonly CertificateFacts[] };
  /** Intermediates that no address sends, fetched from where the certificates say. */
  readonly intermediates: readonly CertificateFacts[];
  readonly revocation: readonly RevocationFacts[];
}
