/**
 * Bundles the command with all that it needs: `dist/main.cjs`, what a reading thread runs, and chunks that load when
 * they are needed. CommonJS, since Node is through with it 7 ms earlier than with ES modules; maps for tests and
 * debuggers are not published.
 */
import { fileURLToPath } from 'node:url';
import type { RolldownOptions } from 'rolldown';

const options: RolldownOptions = {
  input: {
    main: 'src/main.ts',
    // Threads find the first beside the chunk that starts them, and the second by its URL.
    'node-entry': fileURLToPath(new URL('threads/node-entry.js', import.meta.resolve('@datasig/runner'))),
    files: '@datasig/files',
  },
  platform: 'node',
  output: {
    dir: 'dist',
    format: 'cjs',
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    comments: { legal: true, annotation: false, jsdoc: false },
    sourcemap: 'hidden',
    codeSplitting: {
      groups: [
        // Of every run; each file costs a third of a millisecond. What is left out loads when it is needed.
        { name: 'library', test: /packages.(?:core|runner|files).dist.(?!index|checksums|checkpoints|threads.node|threads.thread)/ },
        { name: 'command', test: /packages.cli.src.(?!main|cli|commands)/ },
      ],
    },
  },
};

export default options;
