/** Everything that needs no native library, on the backend in JavaScript, which is named here and never fallen back to. */
import { mergeConfig } from 'vitest/config';
import base from '../../tooling/vitest/base.ts';

export default mergeConfig(base, { test: { env: { DATASIG_TFJS: 'cpu' } } });
