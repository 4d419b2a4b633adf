import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evidenceOf } from '../../fixtures/recorded.ts';
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

const drifted = ['--evidence', evidenceOf('drifted')];
const kept = ['--evidence', evidenceOf('kept')];
const bastion = 'i-dd3916115ca7f7bea';

describe('reach answers one question from evidence', () => {
  test.concurrent.each<readonly [name: string, args: readonly string[], code: number, says: string | RegExp]>([
    [
      'the path, hop by hop',
      ['--to', 'orders', '--port', 'tcp/5432'],
      0,
      /^ {2}internet 203\.0\.113\.9 -> igw-.* -> rtb-.*tcp\/5432 0\.0\.0\.0\/0$/m,
    ],
    [
      'the first open port when none is named',
      ['--to', bastion],
      0,
      `${bastion} from internet on tcp/22: can be reached`,
    ],
    ['a port as a bare number', ['--to', bastion, '--port', '22'], 0, 'tcp/22: can be reached'],
    ['a source address', ['--to', bastion, '--port', '22', '--from', '8.8.8.8'], 0, 'internet 8.8.8.8 ->'],
    ['the blocker', ['--to', 'i-2ba4312ec6f4050ac', '--port', '22'], 0, '  no public address answers'],
    ['a port nobody serves', ['--to', 'front', '--port', '8080'], 0, '  no listener of it answers'],
    [
      'from inside',
      ['--from', bastion, '--to', 'orders', '--port', '5432'],
      0,
      /<- sg-.* tcp\/5432 sg-.* -> arn:aws:rds/,
    ],
    [
      'what it cannot tell',
      ['--from', '10.0.0.0/8', '--to', 'front', '--port', '443'],
      2,
      'cannot be told\n  load-balancer ',
    ],
  ])('%s', async (_, args, code, says) => {
    const ended = await program.run(folder, ['reach', ...drifted, ...args]);
    expect([ended.code, ended.stderr]).toEqual([code, '']);
    expect(ended.stdout).toMatch(says);
  });

  test('as JSON with the fields that scripts build on', async () => {
    const { stdout } = await program.run(folder, ['reach', ...drifted, '--to', bastion, '--port', 'tcp/22', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      from: 'internet',
      to: bastion,
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
  test.concurrent.each<readonly [name: string, args: readonly string[], says: string]>([
    ['nothing to reach', [], 'reach needs --to'],
    ['a misspelt interface', ['--to', 'eni-6543da13f5c8bc0de'], 'did you mean "eni-6543da13f5c8bc0df"?'],
    ['a misspelt group', ['--to', bastion, '--from', 'sg-4cf1827395211'], 'did you mean "sg-4cf18273952116b2d"?'],
    ['a source that is none', ['--to', bastion, '--from', 'nowhere'], '--from "nowhere" is nowhere in what was read'],
    ['a block that is none', ['--to', bastion, '--from', '10.0.0.0/33'], '--from "10.0.0.0/33" is no CIDR'],
    ['a port that is none', ['--to', bastion, '--port', 'tcp/70000'], 'write it like tcp/5432'],
    ['evidence and an account', ['--to', bastion, '--profile', 'prod'], 'takes no --profile'],
    ['a region that is none', ['--to', bastion, '--region', 'europe'], 'is no AWS region'],
  ])('%s', async (_, args, says) => {
    const { code, stdout, stderr } = await program.run(folder, ['reach', ...drifted, ...args]);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/\n\s+at /);
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
      ...Array<string>(4).fill('tcp/443 open'),
      'tcp/1024-65535 open',
      'tcp/5432 open',
    ]);
    expect(stdout).toMatch(/^tcp\/5432 +open +rds-instance +orders +internet 203\.0\.113\.9 -> igw-/m);
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
    const server = await startAws(acme);
    const env = { AWS_ENDPOINT_URL: server.url, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
    const exposure = await program.run(folder, ['exposure', '--region', 'eu-west-1'], env);
    const reach = await program.run(folder, ['reach', '--to', 'eni-1', '--port', '22', '--json'], env);
    await server.stop();
    expect([exposure.code, reach.code]).toEqual([2, 2]);
    expect(exposure.stderr).toContain('denied: the caller needs ec2:DescribeNetworkInterfaces');
    expect(JSON.parse(reach.stdout)).toMatchObject({ verdict: 'unknown', path: [], blockedBy: null });
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
    Object.keys(input).some((key) => !/^(MaxResults|PageSize|MaxRecords|MaxItems|NextToken|Marker)$/.test(key));
  if (lines.some((line) => line.output === undefined || asks(line))) return null;
  const merged: Record<string, unknown> = {};
  for (const { output = {} } of lines) {
    for (const [key, value] of Object.entries(output)) {
      const earlier = merged[key];
      merged[key] = Array.isArray(earlier) && Array.isArray(value) ? [...earlier, ...value] : value;
    }
  }
  for (const token of ['NextToken', 'NextMarker', 'Marker']) delete merged[token];
  return inCliDates(`${JSON.stringify(merged, null, 4)}\n`);
};

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
    if (!entry.isFile() || !/\/(ec2|rds|elastic-load-balancing(-v2)?)$/.test(entry.parentPath)) continue;
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
