import type { EndpointAddress } from '../../domain/claim.ts';
import type { RangeFacts, RangeInput } from '../../domain/hosting.ts';
import type { WebPorts } from './http/ports.ts';
import type { AskCrl } from './revocation/crl.ts';
import type { AskRoots } from './roots.ts';
import type { StartTls, TlsExchange } from './tls/exchange.ts';

/** In which of AWS's published ranges an address lies; null without a file of them. */
export type AskRanges = (input: RangeInput) => Promise<RangeFacts | null>;

/** How TLS is spoken to. */
export interface HandshakeOptions {
  /** Probes that provoke old bugs, bounded and gentle; only on demand. */
  readonly active: boolean;
  /** The plaintext protocol to upgrade from; null: TLS from the first byte. */
  readonly starttls: StartTls | null;
}

export const plainHandshakes: HandshakeOptions = { active: false, starttls: null };

/** One public endpoint as a collector sees it: HTTP, DNS, the preload list and TLS handshakes, live or replayed. */
export interface WebPort extends WebPorts {
  readonly endpoint: EndpointAddress;
  readonly tls: TlsExchange;
  readonly handshakes: HandshakeOptions;
  readonly roots: AskRoots;
  /** What revocation lists say; null: neither lists, nor responders, nor missing intermediates are to be fetched. */
  readonly crl: AskCrl | null;
  readonly ranges: AskRanges;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
}
