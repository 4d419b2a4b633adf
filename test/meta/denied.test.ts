import { beforeAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.generated.ts';
import type { AwsTransport } from '../../src/collect/aws/transport.ts';
import { AwsFailure, NotRecorded } from '../../src/collect/aws/transport.ts';
import type { JsonObject } from '../../src/collect/json.ts';
import { plainHandshakes, type WebPort } from '../../src/collect/web/port.ts';
import type { TlsEnd } from '../../src/collect/web/tls/exchange.ts';
import { claimedUrl, documentKeys, type EndpointAddress } from '../../src/domain/claim.ts';
import type { DnsErrorKind, ExchangeOutput, WebErrorKind } from '../../src/domain/web.ts';
import type { JudgedClaim } from '../../src/score/judge-claim.ts';
import { everyClaim } from './every-claim.ts';
import { account, collectAll, judgeAll } from './judge-all.ts';

const always = (answer: JsonObject | Error): AwsTransport => ({
  send: async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  },
});

interface WebAnswers {
  readonly dns: DnsErrorKind | null;
  readonly http: WebErrorKind;
  readonly tls: TlsEnd;
}

/** An endpoint where every question fails in the given way; `dns: null` lets its name resolve. */
const dark =
  ({ dns, http, tls }: WebAnswers) =>
  (endpoint: EndpointAddress): WebPort => {
    const failed: ExchangeOutput = { ok: false, error: { kind: http, phase: 'connect', detail: http } };
    return {
      endpoint,
      signal: new AbortController().signal,
      exchange: async () => failed,
      resolve: async ({ type }) => {
        if (dns !== null) return { ok: false, error: { kind: dns, detail: dns } };
        return type === 'A'
          ? { ok: true, records: ['192.0.2.1'] }
          : { ok: false, error: { kind: 'nodata', detail: '' } };
      },
      preload: async () => null,
      ranges: async () => null,
      handshakes: plainHandshakes,
      tls: async () => ({ end: tls, why: tls, alert: null, messages: [], reaction: null }),
      roots: async () => ({ store: 'none', certificates: [] }),
      crl: null,
    };
  };

const blindness: readonly (readonly [name: string, aws: JsonObject | Error, web: WebAnswers])[] = [
  [
    'everything is denied or refused',
    new AwsFailure('AccessDenied', 'not authorized', 403),
    { dns: 'refused', http: 'refused', tls: 'unreachable' },
  ],
  ['every answer is empty, and connections are refused', {}, { dns: null, http: 'refused', tls: 'unreachable' }],
  [
    'every answer is of another shape, and connections are reset',
    { Items: null, NextToken: 'again', Marker: 7 },
    { dns: null, http: 'reset', tls: 'reset' },
  ],
  [
    'nothing was recorded',
    new NotRecorded('not recorded'),
    { dns: 'not-recorded', http: 'not-recorded', tls: 'skipped' },
  ],
  [
    'everything is throttled, and nothing comes in time',
    new AwsFailure('Throttling', 'Rate exceeded', 400),
    { dns: null, http: 'filtered', tls: 'timeout' },
  ],
  [
    'nothing is implemented, and all traffic is forbidden',
    new AwsFailure('NotImplemented', '', 501),
    { dns: null, http: 'blocked', tls: 'skipped' },
  ],
  [
    'nothing can be reached',
    new AwsFailure('ENOTFOUND', 'getaddrinfo', null),
    { dns: 'servfail', http: 'no-route', tls: 'unreachable' },
  ],
  ['something of ours is broken', new TypeError('x is undefined'), { dns: 'timeout', http: 'timeout', tls: 'timeout' }],
];

const claims = everyClaim();
const endpoints = [{ host: 'app.acme.example', port: 443 }];
const documents = documentKeys.flatMap((artifact) =>
  [...new Set(claims.flatMap((claim) => claimedUrl(claim) ?? []))].map((url) => ({ artifact, url })),
);

test('every check decides one of the claims', () => {
  const idle = checks.filter((check) => !claims.some((claim) => check.applies(claim)));
  expect(idle.map(({ id }) => id)).toEqual([]);
});

describe.each(blindness)('when %s', (_, aws, web) => {
  let judged: readonly JudgedClaim[] = [];
  beforeAll(async () => {
    const artifacts = await collectAll({
      accounts: [account('us-east-1', 'eu-west-1')],
      aws: always(aws),
      endpoints,
      documents,
      web: dark(web),
    });
    judged = judgeAll(claims, artifacts);
  });

  test('no claim that checks decide is anything but unverified', () => {
    const decided = judged.filter(({ claim }) => claim.checks.length > 0);
    const told = decided.filter(({ claim }) => claim.status !== 'unverified');
    expect(told.map(({ claim }) => `${claim.id}: ${claim.status}, ${claim.because}`)).toEqual([]);
    expect(decided.length).toBeGreaterThan(0);
  });

  test.each(checks.map(({ id }) => id))('%s sees nothing, and says so', (id) => {
    const findings = judged.flatMap((one) => one.findings).filter(({ check }) => check === id);
    const told = findings.filter(({ status }) => status !== 'unknown');
    expect(told.map(({ status, reason, subject }) => `${status} ${reason} ${subject.id}`)).toEqual([]);
    expect(findings.length).toBeGreaterThan(0);
  });

  test('no check and no collector crashes', () => {
    const crashed = judged
      .flatMap((one) => one.findings)
      .filter(({ reason, message }) => reason === 'gap.bug' && !message.includes('x is undefined'));
    expect(crashed.map(({ check, message }) => `${check}: ${message}`)).toEqual([]);
  });
});
