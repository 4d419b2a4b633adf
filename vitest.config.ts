import { defineConfig } from 'vitest/config';

/** These replace modules of the test runner itself, which nothing else must see. */
const apart = ['test/check-tester.test.ts'];

// Ink draws but one frame where it believes to be in CI; the tests of the terminal app want all of them everywhere.
const shared = { testTimeout: 20_000, env: { NO_COLOR: '1', TZ: 'UTC', CI: 'false' } };

export default defineConfig({
  test: {
    globalSetup: 'test/temporary-files.ts',
    // Without it a machine of two cores uses one.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          ...shared,
          name: 'all',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/emulator/**', 'test/servers/**', 'test/browser/**', ...apart],
          // Every module of the product is stateless: loading it once per worker halves the time of the whole run.
          isolate: false,
        },
      },
      { test: { ...shared, name: 'apart', include: apart } },
    ],
  },
});
