import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPort } from '../../../src/collect/aws/port.ts';
import { recordAws, replayAws } from '../../../src/collect/aws/recorded.ts';
import type { AwsRequest, AwsTransport } from '../../../src/collect/aws/transport.ts';
import { AwsFailure } from '../../../src/collect/aws/transport.ts';
import { requestIdentity } from '../../../src/collect/evidence/identity.ts';
import { parseLines } from '../../../src/collect/evidence/lines.ts';
import { NoEvidence, readEvidence } from '../../../src/collect/evidence/reader.ts';
import { EvidenceExists, openEvidence } from '../../../src/collect/evidence/writer.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'claimcheck-evidence-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const run = {
  version: '0.1.0',
  startedAt: '2026-11-22T00:00:00.000Z',
  finishedAt: '2026-11-22T00:01:00.000Z',
  awsInScope: true,
  discover: true,
  scope: { asked: { accounts: [], regions: [], endpoints: [] }, reached: { accounts: [], regions: [], endpoints: [] } },
};

const request = (operation: string, input: AwsRequest['input'] = {}, service = 'rds'): AwsRequest => ({
  account: '111111111111',
  region: 'us-east-1',
  service,
  operation,
  input,
});

const lay = (path: string, text: string): void => {
  const full = join(directory, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
};

describe('a recorded run', () => {
  const answers: AwsTransport = {
    send: async ({ operation }) => {
      if (operation === 'Refused') throw new AwsFailure('AccessDenied', 'no', 403);
      return { operation };
    },
  };

  test('is replayed answer by answer and error by error', async () => {
    const writer = openEvidence(directory);
    const recording = recordAws(answers, writer);
    await recording.send(request('Answered'));
    await recording.send(request('Refused')).catch(() => undefined);
    writer.close(run);

    const evidence = readEvidence(directory);
    expect(evidence.integrity).toBe('attested');
    const replay = replayAws(evidence);
    expect(await replay.send(request('Answered'))).toEqual({ operation: 'Answered' });
    await expect(replay.send(request('Refused'))).rejects.toMatchObject({ name: 'AccessDenied', status: 403 });
    await expect(replay.send(request('NeverAsked'))).rejects.toThrow('rds:NeverAsked in 111111111111/us-east-1');
  });

  test('does not depend on the order in which answers came', async () => {
    const bytes = async (operations: readonly string[], name: string): Promise<string> => {
      const folder = join(directory, name);
      const writer = openEvidence(folder);
      for (const Marker of operations) await recordAws(answers, writer).send(request('Listed', { Marker }));
      writer.close(run);
      return readFileSync(join(folder, 'manifest.json'), 'utf8');
    };
    expect(await bytes(['a', 'b', 'c'], 'one')).toBe(await bytes(['c', 'a', 'b'], 'two'));
  });

  test.each([
    [
      'changed',
      () => writeFileSync(join(directory, 'aws/111111111111/us-east-1/rds/Answered.ndjson'), '{}\n'),
      'was changed',
    ],
    ['missing', () => rmSync(join(directory, 'aws/111111111111/us-east-1/rds/Answered.ndjson')), 'is missing'],
    ['added', () => lay('aws/111111111111/us-east-1/rds/More.ndjson', '{}\n'), 'was added'],
  ])('tells a file that was %s afterwards', async (_, tamper, problem) => {
    const writer = openEvidence(directory);
    await recordAws(answers, writer).send(request('Answered'));
    writer.close(run);
    tamper();
    const evidence = readEvidence(directory);
    expect(evidence.integrity).toBe('modified');
    expect(evidence.problems.join()).toContain(problem);
  });

  test('is found again under names that no path can bear', async () => {
    const writer = openEvidence(directory);
    const odd = { ...request('Answered'), account: 'profile-my profile/../x' };
    await recordAws(answers, writer).send(odd);
    writer.close(run);
    expect(await replayAws(readEvidence(directory)).send(odd)).toEqual({ operation: 'Answered' });
  });

  test('never mixes with another', () => {
    lay('old', 'x');
    expect(() => openEvidence(directory)).toThrow(EvidenceExists);
  });

  test('names from outside cannot leave the directory', () => {
    const writer = openEvidence(join(directory, 'in'));
    writer.add('web/../../../../escape_443/http', {}, { type: 'output', output: {} });
    writer.close(run);
    expect(readEvidence(join(directory, 'in')).endpoints).toHaveLength(1);
    expect(() => readFileSync(join(directory, 'escape_443/http.ndjson'))).toThrow();
  });
});

describe('evidence laid out by hand', () => {
  const subnets = { Regions: [{ RegionName: 'eu-west-1' }] };
  const place = { account: '111111111111', region: 'us-east-1' };

  test.each([
    [
      'one line',
      'aws/111111111111/global/ec2/DescribeRegions.ndjson',
      `${JSON.stringify({ input: {}, output: subnets })}\n`,
    ],
    ['without an input', 'aws/111111111111/global/ec2/DescribeRegions.ndjson', JSON.stringify({ output: subnets })],
    [
      'as the AWS CLI prints it',
      'aws/111111111111/global/ec2/DescribeRegions.ndjson',
      JSON.stringify(subnets, null, 4),
    ],
    ['as a .json file', 'aws/111111111111/global/ec2/DescribeRegions.json', JSON.stringify(subnets, null, 4)],
    [
      'an account-wide answer under the region it was asked in',
      'aws/111111111111/eu-central-1/ec2/DescribeRegions.ndjson',
      JSON.stringify(subnets),
    ],
  ])('loads: %s', async (_, path, text) => {
    lay(path, text);
    const evidence = readEvidence(directory);
    expect(evidence.integrity).toBe('not attested');
    const port = createPort(replayAws(evidence), new Map(), place, new Set());
    expect(await port.read('ec2:DescribeRegions')).toEqual({ ok: true, value: subnets });
  });

  test('a regional answer counts in its own region only', async () => {
    lay('aws/111111111111/eu-west-1/rds/DescribeDBInstances.ndjson', JSON.stringify({ DBInstances: [] }));
    const port = createPort(replayAws(readEvidence(directory)), new Map(), place, new Set());
    expect(await port.read('rds:DescribeDBInstances')).toMatchObject({ ok: false, gap: { kind: 'notRecorded' } });
  });

  test('no evidence at all is told', () => {
    expect(() => readEvidence(directory)).toThrow(NoEvidence);
  });
});

describe('a request', () => {
  test('is the same whatever its page size and the order of its keys', () => {
    expect(requestIdentity({ b: 1, a: [{ d: 1, c: 2 }], MaxResults: 5 })).toBe(
      requestIdentity({ a: [{ c: 2, d: 1 }], b: 1, MaxRecords: 9 }),
    );
    expect(requestIdentity({ NextToken: 'x' })).not.toBe(requestIdentity({}));
  });
});

describe('damaged files', () => {
  const path = 'aws/111111111111/us-east-1/rds/DescribeDBInstances.ndjson';
  const read = () =>
    createPort(
      replayAws(readEvidence(directory)),
      new Map(),
      { account: '111111111111', region: 'us-east-1' },
      new Set(),
    ).read('rds:DescribeDBInstances');

  test.each([
    ['cut short', JSON.stringify({ DBInstances: [] }, null, 4).slice(0, -3)],
    ['a part of a document that looks like an answer', '{\n  "DBInstances": [\n{}\n'],
    ['empty lists of another kind', '[]'],
    ['a bare answer among others', '{"DBInstances":[]}\n{"DBInstances":[]}\n'],
    ['no JSON at all', 'An error occurred (AccessDenied)'],
  ])('are named, and what they may have held is not known: %s', async (_, text) => {
    lay(path, text);
    expect(await read()).toMatchObject({
      ok: false,
      gap: { kind: 'malformed', detail: expect.stringContaining(path) },
    });
  });

  test('are no files at all', async () => {
    mkdirSync(join(directory, path), { recursive: true });
    expect(await read()).toMatchObject({
      ok: false,
      gap: { kind: 'malformed', detail: expect.stringContaining(path) },
    });
  });

  test('do not hide the answers that can be read', async () => {
    lay(path, `{"input":{},"output":{"DBInstances":[]}}\n{"input":{"Mar`);
    expect(await read()).toMatchObject({ ok: true });
  });

  test('never throw, and good lines among bad ones are kept', () => {
    const good = '{"input":{},"output":{"a":1}}';
    expect(parseLines(`${good}\nnot json\n`)).toMatchObject({ lines: [{ input: {} }], damaged: 1 });
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseLines(text).lines.length).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
