import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/emulator/**', 'test/browser/**', 'test/servers/**'],
    testTimeout: 20_000,
    env: { NO_COLOR: '1', TZ: 'UTC' },
  },
});
