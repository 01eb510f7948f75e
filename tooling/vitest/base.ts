/** The test runner's settings, the same in every package: results are also written as JSON, to be counted. */
import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
    allowOnly: false,
    // Child processes and real files on a busy machine; nothing here waits for a clock.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default config;
