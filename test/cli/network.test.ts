import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { evidenceOf } from '../../fixtures/recorded.ts';
import type { ReachOptions } from '../../src/cli/commands/reach.ts';
import { reach } from '../../src/cli/commands/reach.ts';
import { UsageError } from '../../src/cli/usage.ts';
import type { RunResult } from '../../src/domain/result.ts';
import { startAws } from '../servers/aws.ts';
import { acme } from './acme.ts';
import type { Program } from './program.ts';
import { buildProgram, resultIn } from './program.ts';

let program: Program;
const folder = mkdtempSync(join(tmpdir(), 'claimcheck-network-'));
beforeAll(async () => {
  program = await buildProgram();
}, 60_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The command in this process, as the program calls it. */
const ask = async (options: Partial<ReachOptions>) => {
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const code = await reach({ from: 'internet', region: [], evidence: evidenceOf('drifted'), ...options });
    return { code, stdout: written.join('') };
  } finally {
    stdout.mockRestore();
  }
};

const drifted = ['--evidence', evidenceOf('drifted')];
const kept = ['--evidence', evidenceOf('kept')];
/** A server with a public address. */
const server = 'production-app-2';
/** Ids differ from recording to recording. */
const recordedId = (prefix: string): string => {
  const file = join(evidenceOf('drifted'), 'aws/222222222222/us-east-1/ec2/DescribeNetworkInterfaces.ndjson');
  return new RegExp(`"(${prefix}-[0-9a-f]{17})"`).exec(readFileSync(file, 'utf8'))?.[1] ?? '';
};
const [eni, group] = [recordedId('eni'), recordedId('sg')];

describe('reach answers one question from evidence', () => {
  test.each<readonly [name: string, options: Partial<ReachOptions>, code: number, says: string | RegExp]>([
    [
      'the path, hop by hop',
      { to: 'orders', port: 'tcp/5432' },
      0,
      /^ {2}internet 203\.0\.113\.9 -> igw-.* -> rtb-.*tcp\/5432 0\.0\.0\.0\/0$/m,
    ],
    ['the first open port when none is named', { to: server }, 0, `${server} from internet on tcp/22: can be reached`],
    ['an interface', { to: eni, port: 'udp/53' }, 0, 'on udp/53: cannot be reached'],
    ['a port as a bare number', { to: server, port: '22' }, 0, 'tcp/22: can be reached'],
    ['a whole protocol', { to: server, port: 'icmp' }, 0, `${server} from internet on icmp: cannot be reached`],
    ['a source address', { to: server, port: '22', from: '8.8.8.8' }, 0, 'internet 8.8.8.8 ->'],
    ['the blocker', { to: 'production-app-1', port: '22' }, 0, '  no public address answers'],
    ['a search domain by name', { to: 'search' }, 0, /^ {2}internet .* -> arn:aws:es:.* public endpoint; /m],
    ['a broker on a port it does not serve', { to: 'events', port: '22' }, 0, 'it serves no such port'],
    ['a port nobody serves', { to: 'front', port: '8080' }, 0, '  no listener of it answers'],
    ['from inside', { from: server, to: 'orders', port: '5432' }, 0, /<- sg-.* tcp\/5432 sg-.* -> arn:aws:rds/],
    ['a server that is its own only source', { from: server, to: server, port: '22' }, 0, 'nothing else carries it'],
    ['what it cannot tell', { from: '10.0.0.0/8', to: 'front', port: '443' }, 2, 'cannot be told\n  load-balancer '],
  ])('%s', async (_, options, code, says) => {
    const told = await ask(options);
    expect(told.stdout).toMatch(says);
    expect(told.code).toBe(code);
  });

  test('as JSON with the fields that scripts build on', async () => {
    const { stdout } = await program.run(folder, ['reach', ...drifted, '--to', server, '--port', 'tcp/22', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      from: 'internet',
      to: server,
      protocol: 'tcp',
      port: 22,
      verdict: 'reachable',
      path: expect.arrayContaining([{ component: 'internet', id: '203.0.113.9', rule: null, code: null }]),
      blockedBy: null,
      blockers: [],
      missing: [],
    });
  });

  test('the database of the account that keeps its word is blocked', async () => {
    const { code, stdout } = await program.run(folder, [
      'reach',
      ...kept,
      '--to',
      'orders',
      '--port',
      '5432',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'blocked', blockedBy: { code: 'NOT_PUBLICLY_ACCESSIBLE' } });
  });
});

describe('what a person can put right ends in 64', () => {
  test.each<readonly [name: string, options: Partial<ReachOptions>, says: string]>([
    ['nothing to reach', {}, 'reach needs --to'],
    ['a misspelt interface', { to: `${eni}0` }, `did you mean "${eni}"?`],
    ['a misspelt group', { to: server, from: `${group}0` }, `did you mean "${group}"?`],
    ['a source that is none', { to: server, from: 'nowhere' }, '--from "nowhere" is nowhere in what was read'],
    ['a block that is none', { to: server, from: '10.0.0.0/33' }, '--from "10.0.0.0/33" is no CIDR'],
    ['a port that is none', { to: server, port: 'tcp/70000' }, 'write it like tcp/5432'],
    ['evidence and an account', { to: server, profile: 'prod' }, 'takes no --profile'],
    ['a region that is none', { to: server, region: ['europe'] }, 'is no AWS region'],
    ['evidence that is none', { to: server, evidence: folder }, 'holds no evidence'],
  ])('%s', async (_, options, says) => {
    const failed: unknown = await ask(options).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(UsageError);
    expect(String(failed)).toContain(says);
  });

  test('and is told without a stack', async () => {
    const { code, stdout, stderr } = await program.run(folder, ['reach', ...drifted, '--to', `${eni}0`]);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toMatch(/^--to "eni-.*" is nowhere in what was read; did you mean "eni-[0-9a-f]+"\?\n$/);
  });
});

interface Exposure {
  readonly exposed: readonly { readonly type: string; readonly name: string; readonly ports: readonly object[] }[];
  readonly missing: readonly string[];
}

describe('exposure lists what the internet reaches', () => {
  test('by port, each with its way in', async () => {
    const { code, stdout } = await program.run(folder, ['exposure', ...drifted]);
    expect(code).toBe(0);
    const ports = stdout
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(/ +/).slice(0, 2).join(' '));
    expect(ports).toEqual([
      'tcp/22 open',
      ...Array<string>(3).fill('tcp/80 open'),
      ...Array<string>(8).fill('tcp/443 open'),
      'tcp/1024-65535 open',
      'tcp/5432 open',
      'tcp/5439 open',
      ...[5671, 8162, 8883, 61614, 61617, 61619].map((port) => `tcp/${port} open`),
    ]);
    expect(stdout).toMatch(/^tcp\/5432 +open +rds-instance +orders +internet 203\.0\.113\.9 -> igw-/m);
    expect(stdout).toMatch(/^tcp\/443 +open +lambda-url +webhooks +internet 203\.0\.113\.9 -> .* AuthType NONE; /m);
  });

  test('as JSON; the account that keeps its word shows its load balancers and what they serve', async () => {
    const { code, stdout } = await program.run(folder, ['exposure', ...kept, '--json']);
    const { exposed, missing }: Exposure = JSON.parse(stdout);
    expect([code, missing]).toEqual([0, []]);
    expect(
      exposed
        .filter(({ type }) => type === 'load-balancer')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['api', 'front']);
    expect(exposed.filter(({ type }) => type === 'rds-instance')).toEqual([]);
  });

  test('live: an account that denies it all ends in 2, and says what could not be looked at', async () => {
    const aws = await startAws(acme);
    const env = { AWS_ENDPOINT_URL: aws.url, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
    const exposure = await program.run(folder, ['exposure', '--region', 'eu-west-1'], env);
    const asked = await program.run(folder, ['reach', '--to', 'eni-1', '--port', '22', '--json'], env);
    await aws.stop();
    expect([exposure.code, asked.code]).toEqual([2, 2]);
    expect(exposure.stderr).toContain('denied: the caller needs ec2:DescribeNetworkInterfaces');
    expect(JSON.parse(asked.stdout)).toMatchObject({ verdict: 'unknown', path: [], blockedBy: null });
  });
});

/** Dates as the AWS CLI prints them. */
const inCliDates = (text: string): string =>
  text.replaceAll(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z"/g, '"$1+00:00"');

/** What `aws <service> describe-…` prints: one pretty-printed document, its pages joined, without token or question. */
const asCliAnswer = (text: string): string | null => {
  const lines: readonly { readonly input: object; readonly output?: Readonly<Record<string, unknown>> }[] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const asks = ({ input }: { readonly input: object }) =>
    Object.keys(input).some(
      (key) => !/^(MaxResults|maxResults|limit|PageSize|MaxRecords|MaxItems|NextToken|Marker)$/.test(key),
    );
  if (lines.some((line) => line.output === undefined || asks(line))) return null;
  const merged: Record<string, unknown> = {};
  for (const { output = {} } of lines) {
    for (const [key, value] of Object.entries(output)) {
      const earlier = merged[key];
      merged[key] = Array.isArray(earlier) && Array.isArray(value) ? [...earlier, ...value] : value;
    }
  }
  for (const token of ['NextToken', 'nextToken', 'NextMarker', 'Marker', 'position']) delete merged[token];
  return inCliDates(`${JSON.stringify(merged, null, 4)}\n`);
};

const CONVERTED =
  /\/(api-gateway|apigatewayv2|database-migration-service|ec2|eks|elastic-load-balancing(-v2)?|kafka|lambda|mq|opensearch|rds|redshift|redshift-serverless)$/;

/** The evidence as a person lays it out: answers of the CLI where the call takes no question, and no manifest. */
const layOut = (): { readonly directory: string; readonly converted: number } => {
  const directory = join(folder, 'by-hand');
  cpSync(evidenceOf('drifted'), directory, { recursive: true });
  rmSync(join(directory, 'manifest.json'));
  // Holds answers of S3 alone, which the CLI gives in any region.
  rmSync(join(directory, 'aws/222222222222/eu-central-1'), { recursive: true });
  let converted = 0;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !CONVERTED.test(entry.parentPath)) continue;
    const answer = asCliAnswer(readFileSync(path, 'utf8'));
    if (answer === null) continue;
    rmSync(path);
    writeFileSync(path.replace(/\.ndjson$/, '.json'), answer);
    converted += 1;
  }
  return { directory, converted };
};

describe('evidence laid out by hand in the shape of the AWS CLI', () => {
  test('gives the same network verdicts as the recorded one', async () => {
    const { directory, converted } = layOut();
    expect(converted).toBeGreaterThan(40);
    const kinds = ['isolation', 'separate-vpcs', 'firewall', 'least-ports', 'admin-access'];
    const only = kinds.flatMap((kind) => ['--only', `network.${kind}`]);
    const claims = join(import.meta.dirname, '../../fixtures/accounts/drifted.yaml');
    const judged = await Promise.all(
      [evidenceOf('drifted'), directory].map((evidence) =>
        program.run(folder, ['evaluate', evidence, claims, '--json', ...only]),
      ),
    );
    const [recorded, byHand] = judged.map(({ stdout }) => resultIn(stdout));
    const verdictsOf = (result: RunResult | undefined) => {
      const { claims: told, findings, gaps, summary } = result ?? { claims: [], findings: [], gaps: [], summary: null };
      return { told, findings: findings.map(({ evidence: _, ...finding }) => finding), gaps, summary };
    };
    expect(recorded?.claims.map(({ status }) => status)).toEqual(kinds.map(() => 'contradicted'));
    expect(verdictsOf(byHand)).toEqual(verdictsOf(recorded));
    expect([recorded?.evidence.integrity, byHand?.evidence.integrity]).toEqual(['attested', 'not attested']);
  });
});
