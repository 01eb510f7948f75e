/** Bundles the command: `dist/main.js` and chunks that load when they are needed; other packages stay outside. */
import type { RolldownOptions } from 'rolldown';

const options: RolldownOptions = {
  input: { main: 'src/main.ts' },
  platform: 'node',
  external: [/^@datasig\//, 'commander'],
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: '[name].js', sourcemap: true },
};

export default options;
