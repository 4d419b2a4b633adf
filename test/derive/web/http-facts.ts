import type {
  AddressFacts,
  ExchangeOutput,
  HeaderLines,
  HttpFacts,
  Probe,
  TlsSession,
  WebChain,
  WebErrorKind,
  WebHop,
} from '../../../src/domain/web.ts';

/** Small makers of HTTP facts, so that a test row shows what differs and nothing else. */
export const HOST = 'app.example.com';
export const PLAIN = `http://${HOST}/`;
export const SECURE = `https://${HOST}/`;

export const TLS: TlsSession = {
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
  signatures: ['1.2.840.10045.4.3.2'],
  issuer: { organization: 'Amazon', commonName: 'Amazon RSA 2048 M01' },
};

export const answer = (status: number, headers: HeaderLines = [], tls: TlsSession | null = null): ExchangeOutput => ({
  ok: true,
  response: { status, headers, headersCut: false, body: null, tls },
});

export const failed = (
  kind: WebErrorKind,
  phase: 'before' | 'connect' | 'tls' | 'response' = 'connect',
  detail = 'x',
): ExchangeOutput => ({ ok: false, error: { kind, phase, detail } });

export const redirectTo = (location: string, status = 301, headers: HeaderLines = []): ExchangeOutput =>
  answer(status, [['location', location], ...headers]);

export const sts = (...values: readonly string[]): HeaderLines =>
  values.map((value) => ['strict-transport-security', value]);
export const PRELOADABLE = 'max-age=31536000; includeSubDomains; preload';

export const home = (...values: readonly string[]): ExchangeOutput => answer(200, sts(...values), TLS);

export const probe = (first: ExchangeOutput, again: ExchangeOutput | null = null): Probe => ({ first, again });

export const hop = (url: string, outcome: ExchangeOutput): WebHop => ({ url, address: '93.184.216.34', outcome });

export const chain = (hops: readonly WebHop[], end: WebChain['end'] = 'answered'): WebChain => ({ hops, end });

export const address = (changes: Partial<AddressFacts> = {}): AddressFacts => ({
  address: '93.184.216.34',
  family: 4,
  plainRoot: probe(redirectTo(SECURE)),
  plainPath: probe(redirectTo(`${SECURE}x?q=1`)),
  secure: probe(home(PRELOADABLE)),
  unverified: null,
  ...changes,
});

/** A site on which everything is in order, with what a test changes. */
export const site = (changes: Partial<HttpFacts> = {}): HttpFacts => ({
  endpoint: `${HOST}:443`,
  host: HOST,
  port: 443,
  plainPort: 80,
  names: {
    v4: { ok: true, records: ['93.184.216.34'] },
    v6: { ok: false, error: { kind: 'nodata', detail: 'ENODATA' } },
  },
  addresses: [address()],
  unprobed: 0,
  plainChain: chain([hop(PLAIN, redirectTo(SECURE)), hop(SECURE, home(PRELOADABLE))]),
  secureChain: chain([hop(SECURE, home(PRELOADABLE))]),
  robots: null,
  securityTxt: null,
  www: null,
  siblings: [],
  preload: null,
  listService: null,
  ...changes,
});
