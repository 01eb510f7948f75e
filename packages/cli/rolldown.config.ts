/**
 * Bundles the command with all that it needs: `dist/main.cjs` and chunks that load when they are needed. CommonJS, since
 * its modules of Node load without their lazy parts; maps for tests and debuggers are not published.
 */
import type { Plugin, RolldownOptions } from 'rolldown';

/** Commander starts programs for verbs that are files of their own. There are none, and the module takes 4 ms to load. */
const noChildProcess: Plugin = {
  name: 'no-child-process',
  resolveId: (source, importer) => (source === 'node:child_process' && importer?.includes('commander') ? '\0no-child-process' : undefined),
  load: (id) => (id === '\0no-child-process' ? 'export default {};' : undefined),
};

const options: RolldownOptions = {
  input: { main: 'src/main.ts' },
  platform: 'node',
  plugins: [noChildProcess],
  output: {
    dir: 'dist',
    format: 'cjs',
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    comments: { legal: true, annotation: false, jsdoc: false },
    sourcemap: 'hidden',
    minify: process.env['MIN'] === '1',
    codeSplitting: { groups: [{ name: 'run', test: /packages.(core|runner|files)|packages.formats.dist.(csv|idx|image.(decode|signature|file-names|errors)|[a-z0-9-]+\.js)|noble|packages.cli.src.(commands.fingerprint|input|render|output|describe|fingerprint-output|session|exit|report)/, includeDependenciesRecursively: process.env['R'] !== '0' }] },
  },
};

export default options;
