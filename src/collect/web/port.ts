import type { EndpointAddress } from '../../domain/claim.ts';
import type { WebPorts } from './http/ports.ts';
import type { AskRoots } from './roots.ts';
import type { TlsExchange } from './tls/exchange.ts';

/** One public endpoint as a collector sees it: HTTP, DNS, the preload list and TLS handshakes, live or replayed. */
export interface WebPort extends WebPorts {
  readonly endpoint: EndpointAddress;
  readonly tls: TlsExchange;
  readonly roots: AskRoots;
  /** Aborted when the run is interrupted. */
  readonly signal: AbortSignal;
}
