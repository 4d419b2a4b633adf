import { describe, expect, test } from 'vitest';
import { recordAws, replayAws } from '../../../src/collect/aws/recorded.ts';
import type { AwsRequest, AwsTransport } from '../../../src/collect/aws/transport.ts';
import { AwsFailure, NotRecorded } from '../../../src/collect/aws/transport.ts';
import type { EvidenceLine } from '../../../src/collect/evidence/lines.ts';
import type { Evidence } from '../../../src/collect/evidence/reader.ts';

const request: AwsRequest = {
  account: '111111111111',
  region: 'us-east-1',
  service: 's3',
  operation: 'GetBucketPolicy',
  input: { Bucket: 'b' },
};

/** A writer that keeps what it is given in memory. */
const notebook = () => {
  const kept: (readonly [name: string, outcome: EvidenceLine['outcome']])[] = [];
  return {
    kept,
    writer: {
      add: (name: string, _input: object, outcome: EvidenceLine['outcome']) => kept.push([name, outcome]),
      close: () => undefined,
    },
  };
};

const failing = (error: Error): AwsTransport => ({ send: () => Promise.reject(error) });

describe('recording', () => {
  test('keeps answers and the errors that are answers', async () => {
    const { kept, writer } = notebook();
    const answering: AwsTransport = { send: async () => ({ Policy: '{}' }) };
    await recordAws(answering, writer).send(request);
    await expect(
      recordAws(failing(new AwsFailure('NoSuchBucketPolicy', 'none', 404)), writer).send(request),
    ).rejects.toThrow('none');
    expect(kept).toEqual([
      ['aws/111111111111/us-east-1/s3/GetBucketPolicy', { type: 'output', output: { Policy: '{}' } }],
      [
        'aws/111111111111/us-east-1/s3/GetBucketPolicy',
        { type: 'error', error: { name: 'NoSuchBucketPolicy', message: 'none', status: 404 } },
      ],
    ]);
  });

  test.each([
    ['that we were stopped', new AwsFailure('Interrupted', 'stopped', null)],
    ['a mistake of ours', new TypeError('x is undefined')],
  ])('does not keep %s: it says nothing of the account', async (_, error) => {
    const { kept, writer } = notebook();
    await expect(recordAws(failing(error), writer).send(request)).rejects.toBe(error);
    expect(kept).toEqual([]);
  });

  test('keeps an answer under the account that it names', async () => {
    const { kept, writer } = notebook();
    const answering: AwsTransport = { send: async () => ({ Account: '333333333333' }) };
    await recordAws(answering, writer, (_request, { Account }) => String(Account)).send({
      ...request,
      account: 'default',
    });
    expect(kept[0]?.[0]).toBe('aws/333333333333/us-east-1/s3/GetBucketPolicy');
  });
});

describe('replaying', () => {
  const answer = { type: 'output', output: { found: true } } as const;
  /** Evidence whose only answer lies in `place`. */
  const evidence = (place: string): Evidence => ({
    manifest: null,
    integrity: 'not attested',
    problems: [],
    accounts: [],
    regions: () => [],
    endpoints: [],
    find: (name) => (name === place ? answer : null),
    everywhere: (account, service, operation) =>
      ['eu-west-1', 'global'].map((region) => `aws/${account}/${region}/${service}/${operation}`),
  });

  test.each([
    ['a bucket is the same asked from anywhere', request, 'aws/111111111111/eu-west-1/s3/GetBucketPolicy', true],
    [
      'so is an account-wide service',
      { ...request, service: 'iam', operation: 'ListUsers', region: 'global' },
      'aws/111111111111/eu-west-1/iam/ListUsers',
      true,
    ],
    [
      'a regional answer counts where it was given',
      { ...request, service: 'rds', operation: 'DescribeDBInstances' },
      'aws/111111111111/eu-west-1/rds/DescribeDBInstances',
      false,
    ],
    ["another account's never", request, 'aws/222222222222/us-east-1/s3/GetBucketPolicy', false],
  ] as const)('%s', async (_, asked, place, found) => {
    const sent = replayAws(evidence(place)).send(asked);
    if (found) expect(await sent).toEqual({ found: true });
    else await expect(sent).rejects.toBeInstanceOf(NotRecorded);
  });
});
