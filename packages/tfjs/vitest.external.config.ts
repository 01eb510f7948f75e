/** The same tests and real training runs on the real `@tensorflow/tfjs-node`; without it they fail. */
import { mergeConfig } from 'vitest/config';
import base from '../../tooling/vitest/base.ts';

export default mergeConfig(base, {
  test: {
    include: ['test/**/*.external.ts'],
    env: { DATASIG_TFJS: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '2' },
    globalSetup: ['@datasig/tfjs-node/setup'],
    // One TensorFlow takes 350 MB.
    maxWorkers: 1,
    execArgv: ['--no-deprecation'],
    testTimeout: 600_000,
  },
});
