/** Tests that need no browser; those of the built page are in `external`. */
import type { ViteUserConfig } from 'vitest/config';
import base from '../../tooling/vitest/base.ts';

const config: ViteUserConfig = { ...base, test: { ...base.test, include: ['{src,server}/**/*.test.ts'] } };

export default config;
