import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { Authority } from './certificates.ts';

/** A site of the demo: what its HTTPS and HTTP sides say. Names end in `.example` and exist nowhere else. */
interface Site {
  readonly name: string;
  readonly secure: (clock: number) => RequestListener;
  readonly plain: RequestListener;
  readonly oldest: 'TLSv1' | 'TLSv1.2';
}

const day = 24 * 60 * 60 * 1_000;

const redirect =
  (name: string): RequestListener =>
  (request, response) => {
    response.writeHead(308, { location: `https://${name}${request.url ?? '/'}` }).end();
  };

const page = (response: ServerResponse, title: string): void => {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><title>${title}</title><h1>${title}</h1>`);
};

const securityTxt = (clock: number): string =>
  [
    'Contact: mailto:security@acme.example',
    `Expires: ${new Date(clock + 180 * day).toISOString()}`,
    'Policy: https://app.acme.example/policy',
    '',
  ].join('\n');

/** The application does what the page says of it. */
const application: Site = {
  name: 'app.acme.example',
  oldest: 'TLSv1.2',
  plain: redirect('app.acme.example'),
  secure: (clock) => (request: IncomingMessage, response: ServerResponse) => {
    response.setHeader('strict-transport-security', 'max-age=63072000; includeSubDomains; preload');
    if (request.url === '/.well-known/security.txt') {
      response.setHeader('content-type', 'text/plain; charset=utf-8');
      response.end(securityTxt(clock));
      return;
    }
    response.setHeader('set-cookie', '__Host-session=secret; Path=/; Secure; HttpOnly; SameSite=Lax');
    page(response, 'Acme');
  },
};

/** An older site that somebody forgot: TLS 1.0, no HSTS, a cookie without Secure, and plaintext pages. */
const legacy: Site = {
  name: 'legacy.acme.example',
  oldest: 'TLSv1',
  plain: (_request, response) => page(response, 'Acme classic'),
  secure: () => (_request, response) => {
    response.setHeader('set-cookie', 'sid=secret; Path=/; HttpOnly');
    page(response, 'Acme classic');
  },
};

export interface DemoServers {
  /** Where a site's port really is; null for a port nobody listens on. */
  readonly portOf: (host: string, port: number) => number | null;
  readonly stop: () => Promise<void>;
}

/** Starts the demo's sites on loopback, on ports the system chooses. `clock` is the instant the demo is judged at. */
export const startServers = async (authority: Authority, clock: number): Promise<DemoServers> => {
  const ports = new Map<string, number>();
  const servers: Server[] = [];
  for (const site of [application, legacy]) {
    const identity = authority.issue([site.name], { days: 90 });
    const ciphers = site.oldest === 'TLSv1' ? 'DEFAULT:@SECLEVEL=0' : 'ECDHE+AESGCM:ECDHE+CHACHA20';
    const secure = createSecureServer(
      { ...identity, ciphers, minVersion: site.oldest, honorCipherOrder: true },
      site.secure(clock),
    );
    const plain = createServer(site.plain);
    ports.set(`${site.name}:443`, await listen(secure));
    ports.set(`${site.name}:80`, await listen(plain));
    servers.push(secure, plain);
  }
  return {
    // Behind the names that AWS gave to the account's front doors stands the application.
    portOf: (host, port) => ports.get(`${/\.amazonaws\.com$/.test(host) ? application.name : host}:${port}`) ?? null,
    stop: async () => {
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
};

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.on('error', reject);
    // A probe that breaks off a handshake is not the demo's problem.
    server.on('tlsClientError', () => undefined);
    server.listen(0, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
    server.unref();
  });
