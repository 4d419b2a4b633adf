import { describe, expect, test } from 'vitest';
import { gapOf } from '../../../src/collect/aws/failure.ts';
import { createPort } from '../../../src/collect/aws/port.ts';
import type { AwsRequest } from '../../../src/collect/aws/transport.ts';
import { AwsFailure, NotRecorded } from '../../../src/collect/aws/transport.ts';
import type { JsonObject } from '../../../src/collect/json.ts';

const place = { account: '111111111111', region: 'us-east-1' };

const parameter = (name: string) => ({ ParameterName: name, ParameterValue: '1' });

/** Answers page after page and remembers what it was asked. */
const pages = (answers: readonly (JsonObject | Error)[]) => {
  const asked: AwsRequest[] = [];
  const send = async (request: AwsRequest): Promise<JsonObject> => {
    const answer = answers[asked.push(request) - 1];
    if (answer === undefined) throw new NotRecorded('no more pages');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, transport: { send } };
};

describe('a list', () => {
  test('is followed to its end, with a page size and the token of the page before', async () => {
    const { asked, transport } = pages([
      { Parameters: [parameter('a')], Marker: 'm1' },
      { Parameters: [parameter('b')] },
    ]);
    const evidence = new Set<string>();
    const port = createPort(transport, new Map(), place, evidence);
    const listed = await port.list('rds:DescribeDBParameters', (page) => page.Parameters, {
      DBParameterGroupName: 'g',
    });
    expect(listed.items.map(({ ParameterName }) => ParameterName)).toEqual(['a', 'b']);
    expect(listed.gaps).toEqual([]);
    expect(asked.map(({ input }) => input)).toEqual([
      { DBParameterGroupName: 'g', MaxRecords: 100 },
      { DBParameterGroupName: 'g', MaxRecords: 100, Marker: 'm1' },
    ]);
    expect([...evidence]).toEqual(['aws/111111111111/us-east-1/rds/DescribeDBParameters']);
  });

  test('keeps what came before a page that failed, and tells the gap', async () => {
    const { transport } = pages([
      { Parameters: [parameter('a')], Marker: 'm1' },
      new AwsFailure('AccessDenied', 'no', 403),
    ]);
    const listed = await createPort(transport, new Map(), place, new Set()).list(
      'rds:DescribeDBParameters',
      (page) => page.Parameters,
    );
    expect(listed.items).toHaveLength(1);
    expect(listed.gaps).toMatchObject([
      { what: 'rds:DescribeDBParameters', gap: { kind: 'denied', action: 'rds:DescribeDBParameters' } },
    ]);
  });

  test.each([
    ['nothing at all, as a portal page that parses to nothing', {}],
    ['no list', { Parameters: null, Marker: 'm1' }],
  ])('that holds %s is malformed, never empty', async (_, answer) => {
    const { transport } = pages([answer]);
    const listed = await createPort(transport, new Map(), place, new Set()).list(
      'rds:DescribeDBParameters',
      (page) => page.Parameters,
    );
    expect(listed).toMatchObject({ items: [], gaps: [{ gap: { kind: 'malformed' } }] });
  });

  test('that hands out the same token for ever is cut short and told', async () => {
    const { transport } = pages(Array.from({ length: 5 }, () => ({ Parameters: [], Marker: 'same' })));
    const listed = await createPort(transport, new Map(), place, new Set()).list(
      'rds:DescribeDBParameters',
      (page) => page.Parameters,
    );
    expect(listed).toMatchObject({ items: [], gaps: [{ gap: { kind: 'malformed' } }] });
  });
});

describe('a call', () => {
  test('is made once, however many collectors need it', async () => {
    const { asked, transport } = pages([{ DBInstances: [] }]);
    const answers = new Map();
    const ports = [1, 2].map(() => createPort(transport, answers, place, new Set()));
    await Promise.all(ports.map((port) => port.read('rds:DescribeDBInstances')));
    expect(asked).toHaveLength(1);
  });

  test('whose answer lacks a promised field is malformed, never empty', async () => {
    const { transport } = pages([{ Account: 'x' }]);
    const read = await createPort(transport, new Map(), place, new Set()).read('sts:GetCallerIdentity');
    expect(read).toMatchObject({ ok: false, gap: { kind: 'malformed' } });
  });

  test('of an account-wide service is asked under `global`', async () => {
    const { asked, transport } = pages([{ Account: '111111111111', Arn: 'arn' }]);
    await createPort(transport, new Map(), place, new Set()).read('sts:GetCallerIdentity');
    expect(asked[0]?.region).toBe('global');
  });
});

describe('what kept us from an answer', () => {
  test.each([
    ['AccessDenied', 403, 'denied'],
    ['AccessDeniedException', 400, 'denied'],
    ['UnauthorizedOperation', 403, 'denied'],
    ['AuthorizationError', 403, 'denied'],
    ['SomethingNew', 403, 'denied'],
    ['ExpiredToken', 400, 'credentials'],
    ['InvalidClientTokenId', 403, 'credentials'],
    ['AuthFailure', 401, 'credentials'],
    ['CredentialsProviderError', null, 'credentials'],
    ['Throttling', 400, 'throttled'],
    ['RequestLimitExceeded', 503, 'throttled'],
    ['Odd', 429, 'throttled'],
    ['TimeoutError', null, 'timeout'],
    ['ECONNREFUSED', null, 'unreachable'],
    ['ENOTFOUND', null, 'unreachable'],
    ['InternalError', 500, 'unreachable'],
    ['EmulatorNotImplemented', 501, 'unsupported'],
    ['InvalidAction', 400, 'unsupported'],
    ['SyntaxError', 404, 'malformed'],
    ['NoSuchEntity', 404, 'malformed'],
    ['Interrupted', null, 'interrupted'],
  ] as const)('%s (HTTP %s) is %s', (name, status, kind) => {
    expect(gapOf(new AwsFailure(name, 'text', status), 'rds:X')).toMatchObject({ kind });
  });

  test('a denial names the IAM action', () => {
    expect(gapOf(new AwsFailure('AccessDenied', 'no', 403), 'rds:X')).toMatchObject({ action: 'rds:X' });
  });

  test('our own mistakes are bugs', () => {
    expect(gapOf(new TypeError('x is undefined'), 'rds:X')).toMatchObject({ kind: 'bug' });
    expect(gapOf(new NotRecorded('rds:X'), 'rds:X')).toMatchObject({ kind: 'notRecorded' });
  });
});

describe('an odd element of a list', () => {
  const odd = { ParameterValue: '1' };

  test('is a gap, and hides none of the others', async () => {
    const { transport } = pages([
      { Parameters: [parameter('a'), odd, parameter('b')], Marker: 'm1' },
      { Parameters: [odd] },
    ]);
    const listed = await createPort(transport, new Map(), place, new Set()).list(
      'rds:DescribeDBParameters',
      (page) => page.Parameters,
    );
    expect(listed.items.map(({ ParameterName }) => ParameterName)).toEqual(['a', 'b']);
    expect(listed.gaps.map(({ gap }) => gap)).toEqual([
      { kind: 'malformed', detail: expect.stringContaining('Parameters.1 lacks ParameterName') },
      { kind: 'malformed', detail: expect.stringContaining('Parameters.0 lacks ParameterName') },
    ]);
  });

  test('outside of any list spoils the whole answer', async () => {
    const { transport } = pages([{ Parameters: 'many' }]);
    const listed = await createPort(transport, new Map(), place, new Set()).list(
      'rds:DescribeDBParameters',
      (page) => page.Parameters,
    );
    expect(listed).toMatchObject({ items: [], gaps: [{ gap: { kind: 'malformed' } }] });
  });
});
