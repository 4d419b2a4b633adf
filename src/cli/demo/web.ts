import { createExchange, defaultFetchOptions } from '../../collect/web/http/exchange.ts';
import type { AskPreloadList } from '../../collect/web/http/ports.ts';
import type { WebPort } from '../../collect/web/port.ts';
import { plainHandshakes } from '../../collect/web/port.ts';
import { createRoots } from '../../collect/web/roots.ts';
import type { TlsExchange } from '../../collect/web/tls/exchange.ts';
import { liveTlsExchange } from '../../collect/web/tls/live-exchange.ts';
import type { EndpointAddress } from '../../domain/claim.ts';
import type { DemoServers } from './servers.ts';

const loopback = '127.0.0.1';
/** Nothing listens here: a refused connection, as a host that is down gives it. */
const closedPort = 1;
/** What a record of the account still leads to, though it is gone. */
const gone = /^shop[.-]/;

/**
 * The live ports of a scan, with the demo's names resolved to loopback and ports 80 and 443 moved to where its servers
 * listen. Everything else is what a scan does.
 */
export const demoWeb = (servers: DemoServers, root: string, preload: AskPreloadList) => {
  const exchange = createExchange({
    ...defaultFetchOptions,
    allowPrivate: true,
    trustStore: root,
    timeout: 3_000,
    userAgent: 'claimcheck-demo',
  });
  const roots = createRoots({ name: 'Acme demo root', pem: root });

  return (endpoint: EndpointAddress, signal: AbortSignal): WebPort => {
    const handshake: TlsExchange = liveTlsExchange();
    return {
      endpoint,
      signal,
      preload,
      roots,
      ranges: async () => null,
      crl: null,
      handshakes: plainHandshakes,
      resolve: async ({ name, type }) =>
        type === 'A' && !gone.test(name)
          ? { ok: true, records: [loopback] }
          : { ok: false, error: { kind: gone.test(name) ? 'nxdomain' : 'nodata', detail: 'the demo has none' } },
      exchange: (input, inner) => {
        const url = new URL(input.url);
        const asked = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
        url.port = String(servers.portOf(url.hostname, asked) ?? closedPort);
        return exchange({ ...input, url: url.href }, inner ? AbortSignal.any([inner, signal]) : signal);
      },
      tls: (probe) => handshake({ ...probe, port: servers.portOf(probe.host, probe.port) ?? closedPort }),
    };
  };
};
