import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { gapOf } from '../../../src/collect/aws/failure.ts';
import { createGate } from '../../../src/collect/aws/gate.ts';
import type { Credentials } from '../../../src/collect/aws/live.ts';
import { createHandler, createLiveTransport } from '../../../src/collect/aws/live.ts';
import { createPort } from '../../../src/collect/aws/port.ts';
import type { AwsRequest, AwsTransport } from '../../../src/collect/aws/transport.ts';
import type { AwsAnswer, AwsServer } from '../../servers/aws.ts';
import { startAws, xml, xmlError } from '../../servers/aws.ts';

const instances: AwsRequest = {
  account: '111111111111',
  region: 'eu-west-1',
  service: 'rds',
  operation: 'DescribeDBInstances',
  input: {},
};
const empty = '<DBInstances/>';

let server: AwsServer;
let answer: AwsAnswer = () => undefined;
beforeAll(async () => {
  server = await startAws((call, response, nth) => answer(call, response, nth));
  vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});
afterEach(() => vi.restoreAllMocks());

interface Live {
  readonly transport: AwsTransport;
  readonly abort: AbortController;
  readonly throttled: readonly string[];
  readonly asked: () => number;
}

/** A transport over the server, with keys that count how often they are asked for. */
const live = (reply: AwsAnswer, { perService = 16, requestTimeout = 200 } = {}): Live => {
  const before = server.calls.length;
  answer = (call, response, nth) => reply(call, response, nth - before);
  const abort = new AbortController();
  const throttled: string[] = [];
  const credentials: Credentials = async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' });
  const transport = createLiveTransport(() => credentials, createHandler(requestTimeout), {
    homeRegion: 'us-east-1',
    requestTimeout,
    gate: createGate(64, perService),
    signal: abort.signal,
    onThrottle: ({ service, operation }) => throttled.push(`${service}:${operation}`),
  });
  return { transport, abort, throttled, asked: () => server.calls.length - before };
};

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error('it answered');
    },
    (error: unknown) => gapOf(error, 'rds:DescribeDBInstances'),
  );

describe('an answer', () => {
  test('comes as plain JSON, from the region asked', async () => {
    const { transport } = live((_, response) =>
      xml(
        response,
        'DescribeDBInstances',
        '<DBInstances><DBInstance><AllocatedStorage>5</AllocatedStorage><InstanceCreateTime>2026-01-02T03:04:05Z</InstanceCreateTime></DBInstance></DBInstances>',
      ),
    );
    expect(await transport.send(instances)).toEqual({
      DBInstances: [{ AllocatedStorage: 5, InstanceCreateTime: '2026-01-02T03:04:05.000Z' }],
    });
    expect(server.calls.at(-1)).toMatchObject({
      service: 'rds',
      region: 'eu-west-1',
      keyId: 'AKIDEXAMPLE',
      action: 'DescribeDBInstances',
    });
  });

  test('of Global Accelerator comes from the one region that has its API', async () => {
    const { transport } = live((_, response) => {
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end('{"Accelerators":[]}');
      return undefined;
    });
    const request = { ...instances, region: 'global', service: 'global-accelerator', operation: 'ListAccelerators' };
    expect(await transport.send(request)).toEqual({ Accelerators: [] });
    expect(server.calls.at(-1)).toMatchObject({ service: 'globalaccelerator', region: 'us-west-2' });
  });

  test('of an account-wide service comes from the home region', async () => {
    const { transport } = live((_, response) => xml(response, 'GetAccountSummary', '<SummaryMap/>'));
    await transport.send({ ...instances, region: 'global', service: 'iam', operation: 'GetAccountSummary' });
    expect(server.calls.at(-1)).toMatchObject({ service: 'iam', region: 'us-east-1' });
  });

  test("that is a portal's page is no empty account", async () => {
    const { transport } = live((_, response) => response.end('<html><body>Please sign in</body></html>'));
    const port = createPort(transport, new Map(), { account: '111111111111', region: 'eu-west-1' }, new Set());
    expect(await port.list('rds:DescribeDBInstances', (page) => page.DBInstances)).toMatchObject({
      items: [],
      gaps: [{ gap: { kind: 'malformed' } }],
    });
  });
});

describe('a call that fails', () => {
  const truncated: AwsAnswer = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '1000' });
    response.write('<DescribeDBInstancesResponse><Describe', () => response.destroy());
  };

  test.each<readonly [name: string, kind: string, attempts: number, reply: AwsAnswer]>([
    ['with a denial is asked once', 'denied', 1, (_, response) => xmlError(response, 403, 'AccessDenied')],
    ['with an expired token is asked once', 'credentials', 1, (_, response) => xmlError(response, 403, 'ExpiredToken')],
    [
      'with a key that AWS does not know is asked once',
      'credentials',
      1,
      (_, response) => xmlError(response, 403, 'InvalidClientTokenId'),
    ],
    [
      'with something unforeseen is asked once',
      'malformed',
      1,
      (_, response) => xmlError(response, 400, 'InvalidParameterValue'),
    ],
    [
      'on the side of AWS is tried four times',
      'unreachable',
      4,
      (_, response) => xmlError(response, 503, 'InternalFailure'),
    ],
    ['with half a document', 'malformed', 1, (_, response) => response.end('<DescribeDBInstancesResponse><Descr')],
    ['with a reset connection is tried four times', 'unreachable', 4, (_, response) => response.destroy()],
    ['with half a body is tried four times', 'unreachable', 4, truncated],
    ['by never answering ends in time', 'timeout', 4, () => undefined],
  ])('%s: %s', async (_, kind, attempts, reply) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { transport, asked } = live(reply);
    expect(await failureOf(transport.send(instances))).toMatchObject({ kind });
    expect(asked()).toBe(attempts);
  });

  test('because nobody listens is unreachable', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    const { transport } = live(() => undefined);
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect(await failureOf(transport.send(instances))).toMatchObject({ kind: 'unreachable' });
    vi.stubEnv('AWS_ENDPOINT_URL', server.url);
  });

  test('because we cannot make it is a bug of ours', async () => {
    const { transport } = live(() => undefined);
    expect(await failureOf(transport.send({ ...instances, operation: 'DescribeNothing' }))).toMatchObject({
      kind: 'bug',
    });
    expect(await failureOf(transport.send({ ...instances, service: 'nothing' }))).toMatchObject({ kind: 'bug' });
  });
});

/** Lets waiting pass a hundred times faster; what really happens on the wire keeps its pace. */
const hurry = async <T>(work: () => Promise<T>): Promise<T> => {
  const [start, stop] = [setInterval, clearInterval];
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  const clock = start(() => vi.advanceTimersByTime(100), 1);
  try {
    return await work();
  } finally {
    stop(clock);
    vi.useRealTimers();
  }
};

test('throttling makes a call late, never lost: more tries than the SDK has, at a slower rate', async () => {
  const { transport, throttled, asked } = live(
    (_, response, nth) =>
      nth <= 9 ? xmlError(response, 400, 'Throttling') : xml(response, 'DescribeDBInstances', empty),
    { requestTimeout: 60_000 },
  );
  expect(await hurry(() => transport.send(instances))).toEqual({ DBInstances: [] });
  expect(throttled).toEqual(['rds:DescribeDBInstances', 'rds:DescribeDBInstances']);
  expect(asked()).toBe(10);
});

test('a service that throttles for ever is told as such', async () => {
  const { transport } = live((_, response) => xmlError(response, 400, 'Throttling'), { requestTimeout: 60_000 });
  expect(await hurry(() => failureOf(transport.send(instances)))).toMatchObject({ kind: 'throttled' });
});

describe('stopping the scan', () => {
  test('ends a call that hangs', async () => {
    const { transport, abort } = live(() => abort.abort());
    expect(await failureOf(transport.send(instances))).toMatchObject({ kind: 'interrupted' });
  });

  test('ends calls that wait for their turn, and sends none of them', async () => {
    const { transport, abort, asked } = live(() => abort.abort(), { perService: 1 });
    const calls = Array.from({ length: 200 }, () => failureOf(transport.send(instances)));
    const kinds = (await Promise.all(calls)).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(['interrupted']));
    expect(asked()).toBe(1);
  });

  test('ends a call that was throttled', async () => {
    const { transport, abort } = live((_, response) => {
      xmlError(response, 400, 'Throttling');
      response.on('close', () => abort.abort());
    });
    expect(await failureOf(transport.send(instances))).toMatchObject({ kind: 'interrupted' });
  });
});
