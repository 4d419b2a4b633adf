import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunResult } from '../../src/domain/result.ts';
import type { AwsAnswer, AwsServer } from '../servers/aws.ts';
import { startAws, xmlError } from '../servers/aws.ts';
import { acme, claimsFile, mfa, passwords, strongPolicy } from './acme.ts';
import type { Ended, Program } from './program.ts';
import { bareEnv, buildProgram, folderWith, resultIn } from './program.ts';

let program: Program;
let server: AwsServer;
let answer: AwsAnswer = acme;
beforeAll(async () => {
  [program, server] = await Promise.all([
    buildProgram(),
    startAws((call, response, nth) => answer(call, response, nth)),
  ]);
}, 60_000);
afterAll(async () => {
  program.remove();
  await server.stop();
});

const online = (keyId = 'AKIDEXAMPLE') => ({
  AWS_ENDPOINT_URL: server.url,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: keyId,
  AWS_SECRET_ACCESS_KEY: 'secret',
});

const policyPath = 'evidence/aws/111111111111/global/iam/GetAccountPasswordPolicy.ndjson';
const withoutRun = ({ run: _run, evidence: _evidence, ...rest }: RunResult) => rest;

describe('what a person can put right ends in 64, and nothing is read', () => {
  const good = claimsFile(passwords);
  const misspelt = [
    'version: 1',
    'subject: Acme',
    'claims:',
    '  - id: a',
    '    says: Strong passwords.',
    '    kind: identity.pasword-policy',
    '',
  ].join('\n');
  const taken = { 'claims.yaml': good, 'kept/old.txt': 'x' };

  test.concurrent.each<
    readonly [name: string, says: string | RegExp, args: readonly string[], files: { readonly [path: string]: unknown }]
  >([
    ['no command', /Usage: claimcheck/, [], {}],
    ['an unknown option', "unknown option '--jsn'", ['scan', '--jsn'], { 'claims.yaml': good }],
    ['no claims file', 'cannot read the claims file claims.yaml: there is no such file', ['scan'], {}],
    ['an unknown kind', /claims\.yaml:6:11: .*identity\.password-policy/, ['scan'], { 'claims.yaml': misspelt }],
    ['a number that is none', '--timeout takes seconds', ['scan', '--timeout', '0'], { 'claims.yaml': good }],
    ['a folder for evidence that is not empty', 'kept is not empty', ['scan', '--evidence', 'kept'], taken],
    ['evidence that is none', 'holds no evidence', ['evaluate', 'empty'], { 'claims.yaml': good, 'empty/x': '' }],
    ['a result that is none', 'is no result of claimcheck', ['baseline', 'write', 'r.json'], { 'r.json': {} }],
  ])('%s', async (_, says, args, files) => {
    const folder = folderWith(files);
    const before = server.calls.length;
    const { code, stdout, stderr } = await program.run(folder, args, online());
    expect(code, stderr).toBe(64);
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(server.calls.length).toBe(before);
    for (const [path, content] of Object.entries(files)) {
      if (typeof content !== 'string') expect(JSON.parse(readFileSync(join(folder, path), 'utf8'))).toEqual(content);
    }
  });
});

describe('a scan', () => {
  const files = {
    'claims.yaml': claimsFile(passwords, mfa, { id: 'iso', says: 'ISO 27001 certified.', kind: 'certification' }),
  };
  let folder = '';
  let scanned: Ended;
  beforeAll(async () => {
    answer = acme;
    folder = folderWith(files);
    // The claims file right behind --json is no file to write.
    scanned = await program.run(
      folder,
      ['scan', '--evidence', 'evidence', '-o', 'csv=out/claims.csv', '--json', 'claims.yaml'],
      online(),
    );
  });

  test('is contradicted by one failure: exit code 1, and stdout is the result alone', () => {
    const result = resultIn(scanned.stdout);
    expect([scanned.code, result.summary.exitCode, result.summary.verdict]).toEqual([1, 1, 'contradicted']);
    expect(result.claims.map(({ id, status }) => [id, status])).toEqual([
      ['passwords', 'contradicted'],
      ['mfa', 'unverified'],
      ['iso', 'unverified'],
    ]);
    expect(result.run).toMatchObject({ partial: false, caller: ['arn:aws:iam::111111111111:user/auditor'] });
    expect(result.scope.reached).toEqual({ accounts: ['111111111111'], regions: ['eu-west-1'], endpoints: [] });
  });

  test('names the IAM action that each denied call needs', () => {
    const { gaps } = resultIn(scanned.stdout);
    expect(gaps.map(({ gap }) => gap)).toContainEqual(
      expect.objectContaining({ kind: 'denied', action: 'iam:ListUsers' }),
    );
  });

  test('makes each call once, however many checks need it', () => {
    const actions = server.calls.map(({ action }) => action);
    expect(actions.filter((action) => action === 'GetAccountSummary')).toHaveLength(1);
    expect(new Set(actions).size).toBe(actions.length);
  });

  test('leaves the claims file alone, and writes whole files only', () => {
    expect(JSON.parse(readFileSync(join(folder, 'claims.yaml'), 'utf8'))).toEqual(files['claims.yaml']);
    expect(readdirSync(join(folder, 'out'))).toEqual(['claims.csv']);
    expect(readdirSync(folder).sort()).toEqual(['claims.yaml', 'evidence', 'out']);
  });

  test('warns that its calls go somewhere else than to AWS', () => {
    expect(scanned.stderr).toContain(`AWS calls go to ${server.url}`);
  });

  test('is judged again offline: the same result but for the run, and the same bytes every time', async () => {
    const before = server.calls.length;
    const again = await Promise.all(
      [1, 2].map(() => program.run(folder, ['evaluate', '--json', 'evidence', 'claims.yaml'])),
    );
    const results = again.map(({ stdout }) => resultIn(stdout));
    for (const result of results) expect(withoutRun(result)).toEqual(withoutRun(resultIn(scanned.stdout)));
    expect(results[0]?.evidence).toEqual({ integrity: 'attested', problems: [] });
    const [one, two] = again.map(({ stdout }, index) => stdout.replaceAll(results[index]?.run.id ?? '', ''));
    expect(one).toBe(two);
    expect(again.map(({ code }) => code)).toEqual([1, 1]);
    expect(server.calls.length).toBe(before);
  });

  test('whose evidence was changed says so', async () => {
    const copy = folderWith(files);
    execFileSync('cp', ['-r', join(folder, 'evidence'), copy]);
    writeFileSync(join(copy, policyPath), `${JSON.stringify({ input: {}, output: strongPolicy })}\n`);
    const { stdout, stderr } = await program.run(copy, ['evaluate', 'evidence', '--json', '--only', 'passwords']);
    expect(resultIn(stdout).evidence).toEqual({
      integrity: 'modified',
      problems: ['aws/111111111111/global/iam/GetAccountPasswordPolicy.ndjson was changed'],
    });
    expect(stderr).toContain('was changed');
  });

  test('is pinned, shown and compared with', async () => {
    writeFileSync(join(folder, 'old.json'), scanned.stdout);
    const run = (...args: readonly string[]) => program.run(folder, args);
    const refused = await run('baseline', 'write', 'old.json');
    expect([refused.code, existsSync(join(folder, 'claims.baseline.json'))]).toEqual([2, false]);
    expect((await run('baseline', 'write', 'old.json', '--accept-gaps')).code).toBe(0);
    const shown = await run('baseline', 'show');
    expect(shown.stdout).toMatch(/known failure: passwords/);
    const same = await run('compare', 'old.json', 'old.json', '--json');
    expect(JSON.parse(same.stdout)).toMatchObject({ regressions: [], lostSight: [] });
    // Nothing got worse, and what was not seen is still not seen.
    expect(same.code).toBe(2);
    // What is known does not fail the gate; what is still not seen remains a doubt.
    const gated = await run(
      'evaluate',
      'evidence',
      '--baseline',
      'claims.baseline.json',
      '--only',
      'passwords',
      '--json',
    );
    expect(resultIn(gated.stdout).delta).toMatchObject({
      regressions: [],
      known: [expect.objectContaining({ claim: 'passwords' })],
    });
    expect(gated.code).not.toBe(1);
  });
});

describe('an account that cannot be read', () => {
  test('without credentials is one sentence on what to do, and a doubt', async () => {
    const folder = folderWith({ 'claims.yaml': claimsFile(passwords) });
    const { code, stdout, stderr } = await program.run(folder, ['scan', '--json']);
    const result = resultIn(stdout);
    expect(code).toBe(2);
    expect(result.gaps).toHaveLength(1);
    expect(result.gaps[0]?.gap).toMatchObject({
      kind: 'credentials',
      detail: expect.stringContaining('set AWS_PROFILE'),
    });
    expect(result.claims[0]).toMatchObject({
      status: 'unverified',
      because: expect.stringContaining('no usable credentials'),
    });
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('without a network is a doubt, and --allow-unverified lets it pass', async () => {
    const folder = folderWith({ 'claims.yaml': claimsFile(passwords) });
    const dead = { ...online(), AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    const { code, stdout } = await program.run(
      folder,
      ['scan', '--json', '--timeout', '1', '--allow-unverified'],
      dead,
    );
    expect(code).toBe(0);
    expect(resultIn(stdout).gaps).toMatchObject([{ gap: { kind: 'unreachable' } }]);
    expect(resultIn(stdout).scope.reached.accounts).toEqual([]);
  });

  test('because its role is refused does not keep the others from being read, and its evidence tells the same', async () => {
    answer = (call, response, nth) =>
      call.action === 'AssumeRole' ? xmlError(response, 403, 'AccessDenied') : acme(call, response, nth);
    const role = 'arn:aws:iam::222222222222:role/auditor';
    const file = {
      ...claimsFile(passwords),
      scope: { aws: { accounts: [{ profile: 'own' }, { role }], regions: 'all' } },
    };
    const folder = folderWith({
      'claims.yaml': file,
      config: '[profile own]\nregion = eu-west-1\n',
      keys: '[own]\naws_access_key_id = AKIDOWN\naws_secret_access_key = s\n',
    });
    const profiles = { AWS_CONFIG_FILE: join(folder, 'config'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'keys') };
    const scanned = await program.run(folder, ['scan', '--json', '--evidence', 'evidence'], {
      ...online(),
      ...profiles,
    });
    answer = acme;
    const result = resultIn(scanned.stdout);
    expect(result.gaps).toMatchObject([{ scope: { account: '222222222222' }, gap: { kind: 'denied' } }]);
    expect(result.scope.reached.accounts).toEqual(['111111111111']);
    expect(result.claims[0]?.status).toBe('contradicted');
    const again = await program.run(folder, ['evaluate', 'evidence', '--json']);
    expect(withoutRun(resultIn(again.stdout))).toEqual(withoutRun(result));
  });

  test('in all its regions is read in the one at hand, and its evidence tells the same', async () => {
    answer = (call, response, nth) =>
      call.action === 'DescribeRegions' ? xmlError(response, 403, 'UnauthorizedOperation') : acme(call, response, nth);
    const encrypted = {
      id: 'rest',
      says: 'Databases are encrypted.',
      kind: 'rest.encryption',
      with: { stores: ['rds'] },
    };
    const folder = folderWith({ 'claims.yaml': claimsFile(encrypted) });
    const scanned = await program.run(folder, ['scan', '--json', '--evidence', 'evidence'], online());
    answer = acme;
    const result = resultIn(scanned.stdout);
    expect(result.claims[0]?.status).toBe('unverified');
    expect(result.gaps).toMatchObject([
      { what: 'ec2:DescribeRegions', gap: { kind: 'denied', action: 'ec2:DescribeRegions' } },
    ]);
    const again = await program.run(folder, ['evaluate', 'evidence', '--json']);
    expect(withoutRun(resultIn(again.stdout))).toEqual(withoutRun(result));
  });
});

describe('evidence laid out by hand', () => {
  test('as the AWS CLI prints it, without a manifest, is judged: exit code 0', async () => {
    const folder = folderWith({ 'claims.yaml': claimsFile(passwords), [policyPath]: strongPolicy });
    const { code, stdout } = await program.run(folder, ['evaluate', 'evidence', '--json']);
    const result = resultIn(stdout);
    expect([code, result.claims[0]?.status, result.evidence.integrity]).toEqual([0, 'supported', 'not attested']);
  });

  test('that was cut short is named, and decides nothing: exit code 2', async () => {
    const folder = folderWith({
      'claims.yaml': claimsFile(passwords),
      [policyPath]: JSON.stringify(strongPolicy, null, 2).slice(0, -4),
    });
    const { code, stdout } = await program.run(folder, ['evaluate', 'evidence', '--json']);
    expect(code).toBe(2);
    expect(resultIn(stdout).claims[0]?.because).toContain('GetAccountPasswordPolicy.ndjson');
  });
});

describe('output', () => {
  const judged = () => folderWith({ 'claims.yaml': claimsFile(passwords), [policyPath]: strongPolicy });

  test('that cannot be written is told in a sentence, and ends in 70', async () => {
    const { code, stderr } = await program.run(judged(), ['evaluate', 'evidence', '--json', 'claims.yaml/result.json']);
    expect([code, stderr]).toEqual([70, expect.stringContaining('cannot write claims.yaml/result.json: ')]);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('into a pipe that somebody closed ends quietly, with the code of the verdict', async () => {
    const folder = judged();
    const shell = (line: string) =>
      new Promise<string>((resolve) => {
        execFile(
          'bash',
          ['-c', `${line}; echo "\${PIPESTATUS[0]}"`],
          { cwd: folder, env: bareEnv },
          (_error, stdout, stderr) => resolve(stdout + stderr),
        );
      });
    const node = `'${process.execPath}' '${program.path}'`;
    expect(await shell(`${node} checks --json | true`)).toBe('0\n');
    expect(await shell(`${node} evaluate evidence --json 2>/dev/null | true`)).toBe('0\n');
  });

  test('into a named pipe leaves it a pipe', async () => {
    const folder = judged();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const reader = spawn('cat', [join(folder, 'pipe')], { stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks: string[] = [];
    const read = new Promise<void>((resolve) => {
      reader.stdout
        .setEncoding('utf8')
        .on('data', (text: string) => chunks.push(text))
        .on('end', () => resolve());
    });
    await program.run(folder, ['evaluate', 'evidence', '--json', 'pipe']);
    await read;
    expect(resultIn(chunks.join('')).summary.exitCode).toBe(0);
  });
});

test('Ctrl-C while AWS hangs gives what was read so far, marked, and ends in 130', async () => {
  const folder = folderWith({ 'claims.yaml': claimsFile(passwords, mfa) });
  const stop: (() => void)[] = [];
  answer = (call, response, nth) => {
    if (call.service !== 'iam') return acme(call, response, nth);
    if (call.action === 'GetAccountPasswordPolicy') return acme(call, response, nth);
    return stop.shift()?.();
  };
  const { code, stderr } = await program.run(
    folder,
    ['scan', '--json', 'result.json', '--evidence', 'evidence'],
    online(),
    (child) => {
      stop.push(() => child.kill('SIGINT'));
    },
  );
  answer = acme;
  const result = resultIn(readFileSync(join(folder, 'result.json'), 'utf8'));
  expect([code, result.summary.exitCode, result.run.partial]).toEqual([130, 130, true]);
  expect(new Set(result.gaps.map(({ gap }) => gap.kind))).toEqual(new Set(['interrupted']));
  expect(result.claims.find(({ id }) => id === 'mfa')?.status).toBe('unverified');
  expect(existsSync(join(folder, 'evidence/manifest.json'))).toBe(true);
  expect(stderr).toContain('stopping');
});

describe('commands that only tell', () => {
  test('policy: the read actions that the chosen claims take, and no more', async () => {
    const folder = folderWith({ 'claims.yaml': claimsFile(passwords, mfa) });
    const { code, stdout } = await program.run(folder, ['policy', '--only', 'passwords']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).Statement).toEqual([
      expect.objectContaining({
        Effect: 'Allow',
        Action: ['ec2:DescribeRegions', 'iam:GetAccountPasswordPolicy', 'sts:GetCallerIdentity'],
      }),
    ]);
  });

  test('checks: every check and kind; one of them explained', async () => {
    const folder = folderWith({});
    const [all, one, kind] = await Promise.all([
      program.run(folder, ['checks', '--json']),
      program.run(folder, ['checks', 'iam-password-policy']),
      program.run(folder, ['checks', 'backup.frequency']),
    ]);
    expect(JSON.parse(all.stdout)).toMatchObject({ kinds: expect.any(Array), checks: expect.any(Array) });
    expect(one.stdout).toContain('iam:GetAccountPasswordPolicy');
    expect(kind.stdout).toContain('backup-frequency');
  });

  test('--version and --help', async () => {
    const folder = folderWith({});
    const [version, help] = await Promise.all([program.run(folder, ['--version']), program.run(folder, ['--help'])]);
    expect([version.code, version.stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
    expect([help.code, help.stdout]).toEqual([0, expect.stringContaining('evaluate')]);
  });

  test('doctor: which permissions are missing', async () => {
    const folder = folderWith({ 'claims.yaml': claimsFile(passwords, mfa) });
    const { code, stdout } = await program.run(folder, ['doctor'], online());
    expect(code).toBe(2);
    expect(stdout).toContain('111111111111 as arn:aws:iam::111111111111:user/auditor: 1 regions enabled');
    expect(stdout).toContain('iam:ListUsers');
  });
});
