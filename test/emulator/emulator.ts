import type { SeededAccount } from '../../fixtures/seed/account.ts';
import type { AccountFacts } from '../../fixtures/seed/facts.ts';
import { startMoto } from './moto/start.ts';
import { type Overlay, startOverlay } from './overlay/proxy.ts';

export interface Emulator extends Omit<Overlay, 'stop' | 'answerForMoto'> {
  /** Makes the overlay answer for an account with what was seeded. */
  readonly adopt: (...accounts: readonly SeededAccount[]) => void;
  /** Lets moto check the rights of callers; what only the overlay can answer is then not answered. */
  readonly enforceIam: (on: boolean) => Promise<void>;
  /** Empties every account. */
  readonly reset: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const HOUR = 3_600_000;

/** The last full hour: clocks of seedings and of standing emulators are cut to it. */
export const fullHour = (at: number = Date.now()): number => Math.floor(at / HOUR) * HOUR;

/**
 * moto with the overlay in front, empty.
 * @param clock instant of every call, in milliseconds; by default the real one, with backups that go on by the hour
 */
export const startEmulator = async (
  options: { readonly port?: number; readonly clock?: () => number } = {},
): Promise<Emulator> => {
  const moto = await startMoto();
  await moto.reset();
  const facts = new Map<string, (clock: number) => AccountFacts>();
  const overlay = await startOverlay({
    ...options,
    moto: moto.url,
    facts: (account, clock) => facts.get(account)?.(clock),
  });
  return {
    ...overlay,
    adopt: (...accounts) => {
      for (const seeded of accounts) facts.set(seeded.account, seeded.facts);
    },
    enforceIam: async (on) => {
      overlay.answerForMoto(!on);
      await moto.enforceIam(on);
    },
    reset: moto.reset,
    stop: async () => {
      await overlay.stop();
      await moto.stop();
    },
  };
};
