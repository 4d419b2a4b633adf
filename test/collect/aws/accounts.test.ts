import { describe, expect, test } from 'vitest';
import { accountLabel, enabledRegions, enterAccount, identify } from '../../../src/collect/aws/accounts.ts';
import type { AwsTransport } from '../../../src/collect/aws/transport.ts';
import { AwsFailure } from '../../../src/collect/aws/transport.ts';
import type { JsonObject } from '../../../src/collect/json.ts';
import type { RunEvent } from '../../../src/domain/events.ts';

const answering = (answers: { readonly [operation: string]: JsonObject | Error }): AwsTransport => ({
  send: async ({ operation }) => {
    const answer = answers[operation] ?? new AwsFailure('AccessDenied', 'no', 403);
    if (answer instanceof Error) throw answer;
    return answer;
  },
});

const caller = { Account: '111111111111', Arn: 'arn:aws:iam::111111111111:user/auditor', UserId: 'A' };
const regions = { Regions: [{ RegionName: 'us-west-2' }, { RegionName: 'eu-west-1' }] };

describe('who we are', () => {
  test('is learnt from AWS', async () => {
    expect(await identify(answering({ GetCallerIdentity: caller }), 'default')).toEqual({
      ok: true,
      account: '111111111111',
      caller: caller.Arn,
    });
  });

  test.each([
    [
      'no keys',
      'default',
      new AwsFailure('CredentialsProviderError', 'Could not load credentials from any providers', null),
      'credentials',
      'set AWS_PROFILE',
    ],
    [
      'a session that ended',
      'profile-prod',
      new AwsFailure('ExpiredToken', 'The token has expired.', 400),
      'credentials',
      'aws sso login --profile prod',
    ],
    [
      'a role that does not trust us',
      '222222222222',
      new AwsFailure('AccessDenied', 'not authorized', 403),
      'denied',
      'trust the caller',
    ],
    ['no network', 'default', new AwsFailure('ENOTFOUND', 'getaddrinfo', null), 'unreachable', 'network'],
  ])('%s: one sentence that says what to do', async (_, name, failure, kind, advice) => {
    const identity = await identify(answering({ GetCallerIdentity: failure }), name);
    expect(identity).toMatchObject({
      ok: false,
      account: name,
      gap: { kind, detail: expect.stringContaining(advice) },
    });
  });

  test('an account id that is none is not believed', async () => {
    const identity = await identify(answering({ GetCallerIdentity: { ...caller, Account: '../../etc' } }), 'default');
    expect(identity).toMatchObject({ ok: false, gap: { kind: 'malformed' } });
  });
});

describe('the regions of an account', () => {
  test('are those named, without a call', async () => {
    expect(await enabledRegions(answering({}), '111111111111', ['eu-north-1'], 'us-east-1')).toEqual({
      regions: ['eu-north-1'],
      regionsGap: null,
    });
  });

  test('are all that it has enabled, sorted', async () => {
    const found = await enabledRegions(answering({ DescribeRegions: regions }), '111111111111', 'all', 'us-east-1');
    expect(found).toEqual({ regions: ['eu-west-1', 'us-west-2'], regionsGap: null });
  });

  test('that may not be listed leave the one at hand, and a gap for the rest', async () => {
    expect(await enabledRegions(answering({}), '111111111111', 'all', 'us-east-1')).toMatchObject({
      regions: ['us-east-1'],
      regionsGap: { what: 'ec2:DescribeRegions', gap: { kind: 'denied', action: 'ec2:DescribeRegions' } },
    });
  });

  test('with a name that is none are not believed', async () => {
    const answer = answering({ DescribeRegions: { Regions: [{ RegionName: 'x.evil.example/' }] } });
    expect(await enabledRegions(answer, '111111111111', 'all', 'us-east-1')).toMatchObject({
      regionsGap: { gap: { kind: 'malformed' } },
    });
  });
});

test('entering an account tells so, and being kept out too', async () => {
  const events: RunEvent[] = [];
  const aws = answering({ GetCallerIdentity: caller, DescribeRegions: regions });
  const known = await enterAccount(aws, await identify(aws, 'default'), 'the caller', 'all', 'us-east-1', (event) =>
    events.push(event),
  );
  const refused = answering({});
  const kept = await enterAccount(
    refused,
    await identify(refused, 'default'),
    'the caller',
    'all',
    'us-east-1',
    (event) => events.push(event),
  );
  expect(known.scope).toEqual({
    account: '111111111111',
    regions: ['eu-west-1', 'us-west-2'],
    failed: null,
    regionsGap: null,
  });
  expect(kept).toMatchObject({
    caller: null,
    scope: { account: 'default', regions: [], failed: { what: 'sts:GetCallerIdentity' } },
  });
  expect(events).toMatchObject([
    { type: 'account', account: '111111111111', state: 'ready' },
    { type: 'account', state: 'failed', detail: expect.stringContaining('sts:GetCallerIdentity') },
  ]);
});

test.each([
  [{ profile: null, role: null, externalId: null }, 'default credentials'],
  [{ profile: 'prod', role: null, externalId: null }, 'profile prod'],
  [{ profile: 'prod', role: 'arn:aws:iam::222222222222:role/a', externalId: null }, 'arn:aws:iam::222222222222:role/a'],
])('an account is called by what the user called it: %o', (access, label) => {
  expect(accountLabel(access)).toBe(label);
});
