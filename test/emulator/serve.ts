import { accounts, seedAccounts } from '../../fixtures/seed/accounts.ts';
import { fullHour, startEmulator } from './emulator.ts';

/**
 * Starts the emulator with both accounts seeded, prints how to reach it, and stays up until it is stopped.
 * Usage: npx tsx test/emulator/serve.ts [PORT]
 */
const main = async (): Promise<void> => {
  const emulator = await startEmulator({ port: Number(process.argv[2] ?? 0) });
  const seeded = await seedAccounts(emulator.url, fullHour());
  emulator.adopt(seeded.kept, seeded.drifted);
  const lines = [
    `# ready: ${emulator.url}`,
    `export AWS_ENDPOINT_URL=${emulator.url} AWS_REGION=us-east-1 AWS_EC2_METADATA_DISABLED=true`,
  ];
  for (const name of ['kept', 'drifted'] as const) {
    const { id, secret } = seeded[name].key;
    lines.push(
      `# ${name}, account ${accounts[name].id}`,
      `export AWS_ACCESS_KEY_ID=${id} AWS_SECRET_ACCESS_KEY=${secret}`,
    );
  }
  process.stdout.write(`${lines.join('\n')}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void emulator.stop().then(() => process.exit(0));
    });
  }
};

await main();
