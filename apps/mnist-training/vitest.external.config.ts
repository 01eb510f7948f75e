/** On the real `@tensorflow/tfjs-node`; without it the test fails. */
import { mergeConfig } from 'vitest/config';
import base from '../../tooling/vitest/base.ts';

export default mergeConfig(base, { test: { globalSetup: ['@datasig/tfjs-node/setup'], testTimeout: 600_000 } });
