import { defineConfig } from 'vitest/config';

/** Tests against the AWS emulator. They need moto (see .ci/moto) and fail with a sentence that says so where it is missing. */
export default defineConfig({
  test: {
    globalSetup: 'test/temporary-files.ts',
    include: ['test/emulator/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    env: { NO_COLOR: '1', TZ: 'UTC', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  },
});
