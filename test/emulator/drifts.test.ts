import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimsOf } from '../../fixtures/recorded.ts';
import { seedAccount } from '../../fixtures/seed/account.ts';
import { type Drift, drifts } from '../../fixtures/seed/drift.ts';
import { callerEnv, runCli } from './cli.ts';
import { type Emulator, startEmulator } from './emulator.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator?.stop();
});

/** Faults that a louder one of the same family would drown in the account that has them all. */
const QUIET = [
  'warehouse-public',
  'search-public',
  'kubernetes-public',
  'broker-public',
  'function-public',
  'environments-mixed',
  'store-open-ipv6',
  'prefix-list-open',
  'default-group-open',
  'listener-old-tls',
  'backup-gap',
  'backup-unencrypted',
  'user-without-mfa',
  'key-pair-shared',
  'trail-unvalidated',
] as const satisfies readonly Drift[];

test.each(QUIET.map((drift, index) => [drift, String(300_000_000_000 + index)] as const))(
  '%s alone contradicts the claims it breaks',
  async (drift, account) => {
    const seeded = await seedAccount(emulator.url, account, Date.now(), new Set([drift]));
    emulator.adopt(seeded);
    const { kind } = drifts[drift];
    const { result } = await runCli(['scan', claimsOf('kept'), '--only', kind], callerEnv(emulator.url, seeded.key));
    expect(result.claims.map((claim) => [claim.kind, claim.status])).toEqual([[kind, 'contradicted']]);
  },
);
