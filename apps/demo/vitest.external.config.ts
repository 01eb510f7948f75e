/** On the built page in a real Chromium; without one the tests fail. */
import type { ViteUserConfig } from 'vitest/config';
import base from '../../tooling/vitest/base.ts';

const config: ViteUserConfig = { ...base, test: { ...base.test, include: ['external/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 600_000, fileParallelism: false } };

export default config;
