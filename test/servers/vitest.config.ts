import { defineConfig } from 'vitest/config';

/** Against real servers and other people's scanners; what is not installed is skipped and said so. */
export default defineConfig({
  test: {
    globalSetup: 'test/temporary-files.ts',
    include: ['test/servers/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
    fileParallelism: false,
    env: { NO_COLOR: '1', TZ: 'UTC' },
  },
});
