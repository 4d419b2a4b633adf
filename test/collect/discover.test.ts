import { mkdirSync, mkdtempSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AwsTransport } from '../../src/collect/aws/transport.ts';
import { AwsFailure } from '../../src/collect/aws/transport.ts';
import { collectors } from '../../src/collect/collectors.generated.ts';
import { readEvidence } from '../../src/collect/evidence/reader.ts';
import { openEvidence } from '../../src/collect/evidence/writer.ts';
import { nameSources } from '../../src/collect/found-names.ts';
import type { JsonObject } from '../../src/collect/json.ts';
import { collect, type Sources } from '../../src/collect/run.ts';
import { createExchange, defaultFetchOptions } from '../../src/collect/web/http/exchange.ts';
import { plainHandshakes, type WebPort } from '../../src/collect/web/port.ts';
import { recordWeb, replayWeb } from '../../src/collect/web/recorded.ts';
import { judgeFoundName } from '../../src/derive/web/found-plain.ts';
import type { ArtifactKey } from '../../src/domain/artifacts.ts';
import type { EndpointAddress } from '../../src/domain/claim.ts';
import type { RunEvent } from '../../src/domain/events.ts';

const wanted: readonly ArtifactKey[] = [...nameSources, 'web.found.http', 'web.found.hosting'];

const record = (Name: string, Value: string) => ({ Name, Type: 'A', ResourceRecords: [{ Value }] });

/** An account with one public zone and nothing else. */
const zoneOf = (...sets: readonly JsonObject[]): AwsTransport => ({
  send: async ({ operation }) => {
    if (operation === 'ListHostedZones') return { HostedZones: [{ Id: '/hostedzone/Z1', Name: 'corp.test.' }] };
    if (operation === 'ListResourceRecordSets') return { ResourceRecordSets: [...sets] };
    if (operation === 'ListDistributions') return { DistributionList: { Quantity: 0, Items: [] } };
    return { LoadBalancers: [], LoadBalancerDescriptions: [], Addresses: [], items: [], Items: [] };
  },
});

/** Plain servers on loopback, by host. */
const sites: { readonly [host: string]: RequestListener } = {
  'plain.corp.test': (_, response) => response.end('hello'),
  'closed.corp.test': (_, response) => response.writeHead(403).end(),
};
const ports = new Map<string, number>();
const servers: Server[] = [];

beforeAll(async () => {
  for (const [host, listener] of Object.entries(sites)) {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = server.address();
    if (address !== null && typeof address !== 'string') ports.set(host, address.port);
  }
});
afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

const exchange = createExchange({ ...defaultFetchOptions, allowPrivate: true, timeout: 3_000 });
const { signal } = new AbortController();

/** Names resolve to loopback; port 80 is where their server listens, and nothing listens on any other. */
const live = (endpoint: EndpointAddress): WebPort => ({
  endpoint,
  signal,
  handshakes: plainHandshakes,
  preload: async () => null,
  ranges: async () => null,
  crl: null,
  roots: async () => ({ store: 'none', certificates: [] }),
  tls: async () => ({ end: 'skipped', why: 'not here', alert: null, messages: [], reaction: null }),
  resolve: async ({ name, type }) =>
    type === 'A' && ports.has(name)
      ? { ok: true, records: ['127.0.0.1'] }
      : { ok: false, error: { kind: 'nxdomain', detail: '' } },
  exchange: (input) => {
    const url = new URL(input.url);
    url.port = String(url.protocol === 'http:' ? (ports.get(url.hostname) ?? 1) : 1);
    return exchange({ ...input, url: url.href }, signal);
  },
});

const zone = zoneOf(
  record('plain.corp.test.', '54.0.0.1'),
  record('closed.corp.test.', '54.0.0.2'),
  record('gone.corp.test.', '54.0.0.3'),
  record('\\052.corp.test.', '54.0.0.4'),
  record('inside.corp.test.', '10.0.0.1'),
);

const gather = async (over: Partial<Sources> = {}) => {
  const events: RunEvent[] = [];
  const asked: string[] = [];
  const sources: Sources = {
    accounts: [{ account: '111111111111', regions: ['us-east-1'], failed: null, regionsGap: null }],
    aws: zone,
    endpoints: [],
    documents: [],
    discover: true,
    web: live,
    signal,
    ...over,
  };
  const web = (endpoint: EndpointAddress): WebPort => {
    asked.push(endpoint.host);
    return sources.web(endpoint);
  };
  const found = await collect(
    collectors,
    wanted,
    { ...sources, web },
    (event) => events.push(event),
    () => undefined,
  );
  return { found, events, asked: [...new Set(asked)].sort() };
};

describe('names that AWS tells of, looked at from outside', () => {
  test('once the artifacts that tell of them are there: those of the public, and no others', async () => {
    const { found, asked } = await gather();
    expect(asked).toEqual(['closed.corp.test', 'gone.corp.test', 'plain.corp.test']);
    const verdicts = found['web.found.http'].items.map((facts) => [facts.host, judgeFoundName(facts).code]);
    expect(verdicts).toEqual([
      ['closed.corp.test', 'https-dead'],
      ['gone.corp.test', 'no-address'],
      ['plain.corp.test', 'plaintext-content'],
    ]);
    expect(found['web.found.hosting'].items.map(({ host }) => host)).toEqual(asked);
    expect([...found['web.found.http'].gaps, ...found['web.found.hosting'].gaps]).toEqual([]);
  });

  test('they are told as found, with as many steps as are done, and wildcards are told', async () => {
    const { events } = await gather();
    const scopes = events.flatMap((event) =>
      event.type === 'scope' && event.scope.type === 'endpoint' ? [event] : [],
    );
    expect(scopes.map(({ scope, steps }) => [scope, steps])).toEqual(
      ['closed', 'gone', 'plain'].map((name) => [
        { type: 'endpoint', endpoint: `${name}.corp.test:443`, found: true },
        2,
      ]),
    );
    const done = events.filter(
      (event) => event.type === 'step' && event.state === 'done' && event.scope.type === 'endpoint',
    );
    expect(done).toHaveLength(6);
    expect(events.filter(({ type }) => type === 'log')).toMatchObject([
      { text: expect.stringContaining('*.corp.test') },
    ]);
  });

  test('not where that was not wanted', async () => {
    const { found, asked } = await gather({ discover: false });
    expect([asked, found['web.found.http'].scopes]).toEqual([[], []]);
  });

  test('not again where they were asked for', async () => {
    const { asked } = await gather({ endpoints: [{ host: 'plain.corp.test', port: 443 }] });
    expect(asked).toEqual(['closed.corp.test', 'gone.corp.test']);
  });

  test('a replay finds the same names and the same facts', async () => {
    const directory = join(mkdtempSync(join(tmpdir(), 'claimcheck-')), 'evidence');
    const writer = openEvidence(directory);
    const { found: first } = await gather({ web: (endpoint) => recordWeb(live(endpoint), writer) });
    const scope = { accounts: [], regions: [], endpoints: [] };
    const at = '2026-11-22T12:00:00.000Z';
    writer.close({
      version: '0',
      startedAt: at,
      finishedAt: at,
      scope: { asked: scope, reached: scope },
      awsInScope: true,
      discover: true,
    });
    const evidence = readEvidence(directory);
    const { found: second } = await gather({ web: (endpoint) => replayWeb(evidence, endpoint, signal) });
    for (const key of ['web.found.http', 'web.found.hosting'] as const) expect(second[key]).toEqual(first[key]);
  });

  test('evidence without them leaves a gap for each', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'claimcheck-'));
    mkdirSync(join(directory, 'web'));
    const empty = readEvidence(directory);
    const { found } = await gather({ web: (endpoint) => replayWeb(empty, endpoint, signal) });
    expect(found['web.found.http'].gaps.map(({ gap }) => gap.kind)).toEqual([
      'notRecorded',
      'notRecorded',
      'notRecorded',
    ]);
  });

  test('names beyond the bound are a gap', async () => {
    const many = Array.from({ length: 503 }, (_, at) => record(`h${at}.corp.test.`, '54.0.0.1'));
    const { found } = await gather({ aws: zoneOf(...many) });
    expect(found['web.found.http'].gaps).toMatchObject([
      {
        scope: { type: 'aws', region: 'global' },
        what: 'names',
        gap: { detail: expect.stringContaining('3 public names') },
      },
    ]);
  });

  test('where nothing can be listed there is a gap, and no name', async () => {
    const refused: AwsTransport = { send: () => Promise.reject(new AwsFailure('AccessDenied', 'no', 403)) };
    const { found, asked } = await gather({ aws: refused });
    expect(asked).toEqual([]);
    expect(found['aws.route53.records'].gaps).toHaveLength(1);
  });
});
