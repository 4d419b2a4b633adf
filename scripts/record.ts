import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { checks } from '../checks/index.generated.ts';
import { claimsOf, demoEvidence, evidenceOf, goldenOf, RECORDED_AT } from '../fixtures/recorded.ts';
import { seedAccount } from '../fixtures/seed/account.ts';
import { type AccountName, accounts, demoAccount, seedAccounts } from '../fixtures/seed/accounts.ts';
import { parseClaims } from '../src/claims/parse-claims.ts';
import { callerEnv, runCli } from '../test/emulator/cli.ts';
import { startEmulator } from '../test/emulator/emulator.ts';
import { denied } from '../test/emulator/overlay/faults.ts';

/**
 * Records the evidence of the seeded accounts with the product itself, and what it makes of it. Nothing of the answers is
 * changed: the accounts are fictitious. The manifest gets the instant at which the emulator answered, so that recording again
 * gives the same bytes.
 * Usage: npm run record [-- --golden-only]
 */

const settle = (directory: string): void => {
  const file = join(directory, 'manifest.json');
  const at = new Date(RECORDED_AT).toISOString();
  const manifest: object = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, `${JSON.stringify({ ...manifest, startedAt: at, finishedAt: at }, null, 2)}\n`);
};

const recordEvidence = async (names: readonly AccountName[]): Promise<void> => {
  const emulator = await startEmulator({ clock: () => RECORDED_AT });
  try {
    const seeded = await seedAccounts(emulator.url, RECORDED_AT);
    emulator.adopt(seeded.kept, seeded.drifted);
    for (const name of names) {
      await recordScan(
        ['scan', claimsOf(name), '--no-discover'],
        evidenceOf(name),
        callerEnv(emulator.url, seeded[name].key),
      );
    }
    const demo = await seedAccount(emulator.url, demoAccount.id, RECORDED_AT, demoAccount.drifts);
    emulator.adopt(demo);
    emulator.inject(denied(demoAccount.denied));
    const only = accountChecks(demoClaims).flatMap((id) => ['--only', id]);
    const claims = withoutEndpoints(demoClaims);
    await recordScan(['scan', claims, '--no-discover', ...only], demoEvidence, callerEnv(emulator.url, demo.key));
  } finally {
    await emulator.stop();
  }
};

/** Records beside the old evidence, which stays when the scan fails. */
const recordScan = async (args: readonly string[], target: string, env: NodeJS.ProcessEnv): Promise<void> => {
  const fresh = `${target}.part`;
  rmSync(fresh, { recursive: true, force: true });
  await runCli([...args, '--evidence', fresh], env);
  settle(fresh);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
};

const recordGolden = async (name: AccountName): Promise<void> => {
  const { result } = await runCli(['evaluate', evidenceOf(name), claimsOf(name)]);
  const { run: _run, ...golden } = result;
  mkdirSync(dirname(goldenOf(name)), { recursive: true });
  writeFileSync(goldenOf(name), `${JSON.stringify(golden, null, 2)}\n`);
  const { supported, contradicted, unverified } = result.summary.claims;
  console.log(`${name}: ${supported} supported, ${contradicted} contradicted, ${unverified} unverified`);
};

const demoClaims = join('fixtures', 'demo', 'claims.yaml');

/** What the demo asks of its account; its endpoints are asked live, on loopback. */
const accountChecks = (file: string): readonly string[] => {
  const parsed = parseClaims(readFileSync(file, 'utf8'), file);
  if (!parsed.ok) throw new Error(`${file} does not parse`);
  const { claims } = parsed.file;
  return checks
    .filter(({ needs }) => needs.some((key) => key.startsWith('aws.')))
    .filter((check) => claims.some((claim) => check.applies(claim)))
    .map(({ id }) => id);
};

/** A copy of a claims file that asks nothing of endpoints. */
const withoutEndpoints = (file: string): string => {
  const copy = join(mkdtempSync(join(tmpdir(), 'claimcheck-')), basename(file));
  writeFileSync(copy, readFileSync(file, 'utf8').replace(/^ {2}endpoints: .*\n/m, ''));
  return copy;
};

const isAccount = (name: string): name is AccountName => name in accounts;
const names = Object.keys(accounts).filter(isAccount);
if (!process.argv.includes('--golden-only')) await recordEvidence(names);
for (const name of names) await recordGolden(name);
