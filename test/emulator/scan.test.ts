import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { claimsOf, goldenOf } from '../../fixtures/recorded.ts';
import { type AccountName, accounts, type SeededAccounts, seedAccounts } from '../../fixtures/seed/accounts.ts';
import type { RunResult } from '../../src/domain/result.ts';
import { parseResult } from '../../src/parse/result.ts';
import { callerEnv, type Key, runCli } from './cli.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import {
  denied,
  expiredToken,
  type Fault,
  failing,
  hanging,
  onlyNth,
  resetting,
  throttling,
  truncating,
} from './overlay/faults.ts';
import { configFor } from './sdk.ts';

let emulator: Emulator;
let seeded: SeededAccounts;

beforeAll(async () => {
  emulator = await startEmulator();
  seeded = await seedAccounts(emulator.url, Date.now());
  emulator.adopt(seeded.kept, seeded.drifted);
});

afterEach(() => emulator.inject());

afterAll(async () => {
  await emulator?.stop();
});

const scan = (name: AccountName, key: Key = seeded[name].key, ...args: readonly string[]) =>
  runCli(['scan', claimsOf(name), '--no-discover', ...args], callerEnv(emulator.url, key));

/** What was found, without times and wording. */
const essence = (result: RunResult) => ({
  claims: result.claims.map(({ id, status, score, coverage }) => ({ id, status, score, coverage })),
  findings: result.findings.map(({ claim, check, status, reason, subject }) => ({
    claim,
    check,
    status,
    reason,
    subject,
  })),
});

const golden = (name: AccountName): ReturnType<typeof essence> => {
  const run = { id: '-', startedAt: '-', finishedAt: '-', partial: false, caller: [] };
  const text = readFileSync(goldenOf(name), 'utf8');
  const parsed = parseResult(text.replace('{', `{"run":${JSON.stringify(run)},`));
  if (!parsed.ok) throw new Error(parsed.problems.join('; '));
  return essence(parsed.value);
};

const decidedClaims = (result: RunResult) =>
  result.claims.filter(({ status }) => status === 'supported' || status === 'contradicted').map(({ id }) => id);

const gapKinds = (result: RunResult, service: string) =>
  new Set(result.gaps.filter(({ what }) => what.startsWith(`${service}:`)).map(({ gap }) => gap.kind));

describe.each(['kept', 'drifted'] as const)('a live scan of %s', (name) => {
  test('finds what the recorded evidence shows', async () => {
    const { result, code } = await scan(name);
    expect(essence(result)).toEqual(golden(name));
    expect(code).toBe(result.summary.exitCode);
  });

  test('keeps evidence that is judged the same', async () => {
    const directory = join(mkdtempSync(join(tmpdir(), 'claimcheck-')), 'evidence');
    const live = await scan(name, seeded[name].key, '--evidence', directory);
    const again = await runCli(['evaluate', directory, claimsOf(name)]);
    const { run: _live, evidence: _kept, ...first } = live.result;
    const { run: _again, evidence, ...second } = again.result;
    expect(second).toEqual(first);
    expect(evidence).toEqual({ integrity: 'attested', problems: [] });
  });
});

test('an account entered by a role gives the same findings', async () => {
  const role = `arn:aws:iam::${accounts.kept.id}:role/claimcheck`;
  const { result } = await scan('kept', seeded.drifted.key, '--role-arn', role);
  expect(essence(result)).toEqual(golden('kept'));
});

describe('everything denied', () => {
  test('by IAM itself: nothing is supported, contradicted or passed', async () => {
    const iam = new IAMClient(await configFor(emulator.url, accounts.drifted.id));
    await iam.send(new CreateUserCommand({ UserName: 'nobody' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'nobody' }));
    const key = { id: AccessKey?.AccessKeyId ?? '', secret: AccessKey?.SecretAccessKey ?? '' };
    await emulator.enforceIam(true);
    const { result } = await scan('drifted', key).finally(() => emulator.enforceIam(false));
    expect(decidedClaims(result)).toEqual([]);
    expect(result.findings.filter(({ status }) => status === 'pass' || status === 'fail')).toEqual([]);
  });

  test('call by call: each gap names the missing IAM action', async () => {
    emulator.inject((call) => (call.service === 'sts' ? 'pass' : denied({})(call)));
    const { result, code } = await scan('kept');
    expect(decidedClaims(result)).toEqual([]);
    expect(code).toBe(2);
    const kinds = result.gaps.map(({ what, gap }) => [
      what,
      gap.kind,
      gap.kind === 'denied' && /^[a-z0-9-]+:[A-Z]\w+$/.test(gap.action),
    ]);
    expect(kinds.filter(([, kind, named]) => kind !== 'denied' || !named)).toEqual([]);
    expect(kinds.length).toBeGreaterThan(0);
  });
});

describe('trouble on the way costs no finding', () => {
  test('throttled services make the scan slower, not shorter', async () => {
    const bucket = throttling({}, { burst: 1, perSecond: 2 });
    emulator.inject((call) => (call.service === 'sts' ? 'pass' : bucket(call)));
    const { result } = await scan('kept');
    expect(bucket.throttled()).toBeGreaterThan(0);
    expect(result.gaps).toEqual([]);
    expect(essence(result)).toEqual(golden('kept'));
  });

  test.each([
    ['a reset connection', resetting({})],
    ['half a body', truncating({})],
    ['a service out of order', failing({})],
  ] as const)('%s is tried again', async (_name, fault) => {
    const target = { service: 'rds', operation: 'DescribeDBInstances' };
    emulator.inject(onlyNth(1, target, fault));
    const { result } = await scan('kept', seeded.kept.key, '--only', 'rest.encryption');
    expect(result.gaps).toEqual([]);
    expect(result.claims.map(({ status }) => status)).toEqual(['supported']);
  });
});

describe('trouble that stays is a gap', () => {
  test.each<readonly [string, Fault, string]>([
    ['resets', resetting({ service: 'rds' }), 'unreachable'],
    ['hangs', hanging({ service: 'rds' }), 'timeout'],
    ['breaks off', truncating({ service: 'rds' }), 'unreachable'],
    ['is out of order', failing({ service: 'rds' }), 'unreachable'],
    ['calls the token expired', expiredToken({ service: 'rds' }), 'credentials'],
  ])('a service that %s', async (_name, fault, kind) => {
    emulator.inject(fault);
    const { result } = await scan('kept', seeded.kept.key, '--timeout', '2', '--only', 'rest.encryption');
    expect([...gapKinds(result, 'rds')]).toEqual([kind]);
    const contradicted = result.claims.filter(({ status }) => status === 'contradicted');
    expect(contradicted).toEqual([]);
    const onDatabases = result.findings.filter(
      ({ subject, status }) => subject.type.startsWith('rds') && status === 'pass',
    );
    expect(onDatabases).toEqual([]);
  });
});
