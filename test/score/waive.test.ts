import { describe, expect, test } from 'vitest';
import type { Waiver } from '../../src/domain/claim.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { isWaived, waive, waiverFor } from '../../src/score/waive.ts';
import { account, finding, subjectOf } from '../fixtures-result.ts';

const bucket = 'arn:aws:s3:::legacy-logs';
const day = '2026-11-22';

const waiver = (parts: Partial<Waiver> = {}): Waiver => ({
  id: 'W-1',
  claim: null,
  check: 's3-default-encryption',
  target: { type: 'resource', account, resource: bucket },
  expect: 'fail',
  reason: 'public content',
  owner: 'platform@acme.example',
  approvedBy: null,
  ticket: null,
  created: '2026-11-01',
  expires: '2027-01-31',
  at: { line: 1, column: 1 },
  ...parts,
});

const failing = (parts: Partial<Finding> = {}): Finding =>
  finding({ claim: 'rest', check: 's3-default-encryption', status: 'fail', subject: subjectOf(bucket), ...parts });

const endpointFailure = (id: string): Finding =>
  failing({ check: 'tls-grade', subject: { type: 'endpoint', id, account: null, region: null } });

const onEndpoint = (host: string, port = 443): Waiver =>
  waiver({ check: 'tls-grade', target: { type: 'endpoint', endpoint: { host, port } } });

describe('a waiver covers', () => {
  test.each<readonly [string, Waiver, Finding]>([
    ['check, account and resource', waiver(), failing()],
    ['the named claim', waiver({ claim: 'rest' }), failing()],
    ['every part of the resource', waiver(), failing({ subject: subjectOf(bucket, { part: 'replica' }) })],
    ['its last day', waiver({ expires: day }), failing()],
    ['an unknown, when it expects one', waiver({ expect: 'unknown' }), failing({ status: 'unknown' })],
    ['an endpoint', onEndpoint('app.example.com'), endpointFailure('app.example.com:443')],
    ['an IPv6 endpoint', onEndpoint('2001:db8::1'), endpointFailure('[2001:db8::1]:443')],
  ])('%s', (_, one, covered) => {
    expect(waiverFor([one], day)(covered)).toBe('W-1');
  });
});

describe('a waiver does not cover', () => {
  test.each<readonly [string, Waiver, Finding]>([
    ['another check', waiver({ check: 's3-public' }), failing()],
    ['a check whose name begins like its own', waiver({ check: 's3-default' }), failing()],
    ['another claim', waiver({ claim: 'other' }), failing()],
    ['a resource whose name begins like its own', waiver(), failing({ subject: subjectOf(`${bucket}-2`) })],
    ['a resource of another account', waiver(), failing({ subject: subjectOf(bucket, { account: '444455556666' }) })],
    ['the day after its last', waiver({ expires: '2026-11-21' }), failing()],
    ['blindness, when it waives a failure', waiver(), failing({ status: 'unknown' })],
    ['a failure, when it waives blindness', waiver({ expect: 'unknown' }), failing()],
    ['a pass', waiver(), failing({ status: 'pass' })],
    ['another port', onEndpoint('app.example.com', 8443), endpointFailure('app.example.com:443')],
    [
      'an endpoint by a resource of that name',
      waiver({ check: 'tls-grade', target: { type: 'resource', account, resource: 'a:443' } }),
      endpointFailure('a:443'),
    ],
    [
      'a resource named like an endpoint',
      onEndpoint('a'),
      failing({ check: 'tls-grade', subject: subjectOf('a:443') }),
    ],
  ])('%s', (_, one, other) => {
    expect(waiverFor([one], day)(other)).toBeNull();
  });
});

test('of several the one that lasts longest counts, in any order', () => {
  const [short, long] = [waiver({ id: 'W-1', expires: '2026-12-01' }), waiver({ id: 'W-2', expires: '2027-01-01' })];
  expect(waiverFor([short, long], day)(failing())).toBe('W-2');
  expect(waiverFor([long, short], day)(failing())).toBe('W-2');
});

test('a waived finding stays as it is but for the id', () => {
  const [one, other] = [failing(), failing({ check: 'other' })];
  const { findings } = waive([one, other], [waiver()], day);
  expect(findings).toEqual([{ ...one, waiver: 'W-1' }, other]);
  expect(findings.map(isWaived)).toEqual([true, false]);
});

describe('what became of a waiver', () => {
  const stateOf = (one: Waiver, findings: readonly Finding[]) =>
    waive(findings, [one], day).waivers.map(({ state, daysLeft, findings: covered }) => ({ state, daysLeft, covered }));
  const { fingerprint } = failing();

  test.each<readonly [string, Waiver, readonly Finding[], string, number, readonly string[]]>([
    ['applied', waiver(), [failing()], 'applied', 70, [fingerprint]],
    ['on its last day', waiver({ expires: day }), [failing()], 'applied', 0, [fingerprint]],
    [
      'expired, and what it no longer covers',
      waiver({ expires: '2026-11-10' }),
      [failing()],
      'expired',
      -12,
      [fingerprint],
    ],
    ['expired without a finding', waiver({ expires: '2026-11-21' }), [], 'expired', -1, []],
    ['unused', waiver(), [failing({ status: 'pass' })], 'unused', 70, []],
    ['over a leap day', waiver({ expires: '2028-03-01' }), [], 'unused', 465, []],
  ])('%s', (_, one, findings, state, daysLeft, covered) => {
    expect(stateOf(one, findings)).toEqual([{ state, daysLeft, covered }]);
  });

  test('entries are sorted by id', () => {
    const entries = waive([], [waiver({ id: 'W-2' }), waiver({ id: 'W-1' })], day).waivers;
    expect(entries.map(({ id }) => id)).toEqual(['W-1', 'W-2']);
  });
});
