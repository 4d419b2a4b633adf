import { defineConfig } from 'vitest/config';

/** In a real Chromium; where it is not installed, all of it is skipped and said so. */
export default defineConfig({
  test: {
    globalSetup: 'test/temporary-files.ts',
    include: ['test/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    env: { NO_COLOR: '1', TZ: 'UTC' },
  },
});
