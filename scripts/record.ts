import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { claimsOf, evidenceOf, goldenOf, RECORDED_AT } from '../fixtures/recorded.ts';
import { type AccountName, accounts, seedAccounts } from '../fixtures/seed/accounts.ts';
import { callerEnv, runCli } from '../test/emulator/cli.ts';
import { startEmulator } from '../test/emulator/emulator.ts';

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
      // Beside the old evidence, which stays when the scan fails.
      const fresh = `${evidenceOf(name)}.part`;
      rmSync(fresh, { recursive: true, force: true });
      await runCli(['scan', claimsOf(name), '--evidence', fresh], callerEnv(emulator.url, seeded[name].key));
      settle(fresh);
      rmSync(evidenceOf(name), { recursive: true, force: true });
      renameSync(fresh, evidenceOf(name));
    }
  } finally {
    await emulator.stop();
  }
};

const recordGolden = async (name: AccountName): Promise<void> => {
  const { result } = await runCli(['evaluate', evidenceOf(name), claimsOf(name)]);
  const { run: _run, ...golden } = result;
  mkdirSync(dirname(goldenOf(name)), { recursive: true });
  writeFileSync(goldenOf(name), `${JSON.stringify(golden, null, 2)}\n`);
  const { supported, contradicted, unverified } = result.summary.claims;
  console.log(`${name}: ${supported} supported, ${contradicted} contradicted, ${unverified} unverified`);
};

const isAccount = (name: string): name is AccountName => name in accounts;
const names = Object.keys(accounts).filter(isAccount);
if (!process.argv.includes('--golden-only')) await recordEvidence(names);
for (const name of names) await recordGolden(name);
