import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClaims } from '../../../src/claims/parse-claims.ts';
import { collectors } from '../../../src/collect/collectors.generated.ts';
import { collect, type Sources } from '../../../src/collect/run.ts';
import { plainHandshakes, type WebPort } from '../../../src/collect/web/port.ts';
import type { Claim, EndpointAddress } from '../../../src/domain/claim.ts';
import type { RunEvent } from '../../../src/domain/events.ts';
import { page, wall } from '../../derive/web/documents.ts';
import { failed } from '../../derive/web/http-facts.ts';
import { judgeAll } from '../../meta/judge-all.ts';

const [own, neighbour, stranger] = [
  'https://www.acme.example/privacy',
  'https://www.acme.example/terms',
  'https://[2001:db8::1]:8443/status',
];

const claimOf = (url: string): Claim => {
  const claims = [{ id: 'own', says: 'Our policy is public.', kind: 'document.published', with: { url } }];
  const parsed = parseClaims(JSON.stringify({ version: 1, subject: 'Acme', claims }), 'claims.yaml');
  const [claim] = parsed.ok ? parsed.file.claims : [];
  if (claim === undefined) throw new Error('the claim does not parse');
  return claim;
};

/** Serves the own document; everything else is a closed door. */
const web = (endpoint: EndpointAddress): WebPort => ({
  endpoint,
  signal: new AbortController().signal,
  exchange: async ({ url }) => (url === own ? page() : url === neighbour ? wall(404) : failed('refused')),
  resolve: async ({ type }) => ({ ok: true, records: type === 'A' ? ['192.0.2.1'] : [] }),
  preload: async () => null,
  ranges: async () => null,
  handshakes: plainHandshakes,
  tls: async () => ({ end: 'unreachable', why: 'closed', alert: null, messages: [], reaction: null }),
  roots: async () => ({ store: 'none', certificates: [] }),
  crl: null,
});

const sourcesOf = (documents: readonly string[], endpoints: readonly EndpointAddress[] = []): Sources => ({
  accounts: [],
  aws: { send: () => Promise.reject(new Error('no account is read')) },
  endpoints,
  documents: documents.map((url) => ({ artifact: 'web.documents', url })),
  web,
  signal: new AbortController().signal,
});

const quiet = (): void => undefined;

describe('documents', () => {
  test('are read one by one, each at its own server', async () => {
    const events: RunEvent[] = [];
    const sources = sourcesOf([own, neighbour, stranger], [{ host: 'www.acme.example', port: 443 }]);
    const found = await collect(collectors, ['web.documents'], sources, (event) => events.push(event), quiet);
    expect(found['web.documents'].items.map(({ url, endpoint }) => [url, endpoint])).toEqual([
      [own, 'www.acme.example:443'],
      [neighbour, 'www.acme.example:443'],
      [stranger, '[2001:db8::1]:8443'],
    ]);
    expect(found['web.documents'].scopes[0]?.evidence).toContain('web/www.acme.example_443/http');
    expect(events.flatMap((event) => (event.type === 'scope' ? [[event.scope, event.steps]] : []))).toEqual([
      [{ type: 'endpoint', endpoint: 'www.acme.example:443' }, 2],
      [{ type: 'endpoint', endpoint: '[2001:db8::1]:8443' }, 1],
    ]);
  });

  test('a claim on one depends on no endpoint and on no other document', async () => {
    const claim = claimOf(own);
    const verdict = async (documents: readonly string[], endpoints: readonly EndpointAddress[]) => {
      const sources = sourcesOf(documents, endpoints);
      return judgeAll([claim], await collect(collectors, ['web.documents', 'web.hosting'], sources, quiet, quiet));
    };
    const alone = await verdict([own], []);
    expect(alone).toMatchObject([{ claim: { status: 'supported', coverage: 1, score: 1 }, gaps: [] }]);
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([neighbour, stranger]),
        fc.subarray(['www.acme.example', 'old.acme.example']),
        async (documents, hosts) => {
          const endpoints = hosts.map((host) => ({ host, port: 443 }));
          expect(await verdict([...documents, own], endpoints)).toEqual(alone);
        },
      ),
      { numRuns: 16 },
    );
  });
});
