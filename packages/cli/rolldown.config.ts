/**
 * Bundles the command with all that it needs: `dist/main.cjs`, what a reading thread runs, and chunks that load when
 * they are needed. CommonJS, since Node is through with it 7 ms earlier than with ES modules.
 */
import { fileURLToPath } from 'node:url';
import { licenses } from './licenses.ts';
import type { Plugin, RolldownOptions } from 'rolldown';

/**
 * Commander takes whole modules of Node, whose members would be copied one by one; and one that takes 1 ms to load, for
 * verbs that are programs of their own, of which there are none.
 */
const wholeBuiltins: Plugin = {
  name: 'whole-builtins',
  transform: (code, id) =>
    id.includes('commander') ? code.replace(/^import (\w+) from '(node:\w+)';$/gm, (_, name, module) => `const ${name} = ${module === 'node:child_process' ? '{}' : `globalThis.process.getBuiltinModule('${module}')`};`) : undefined,
};

/** Threads open the connector of files again by its entry, in whatever chunk its code is; all chunks lie side by side. */
const filesEntry: Plugin = {
  name: 'files-entry',
  transform: (code, id) => (/packages.files.dist.index\.js$/.test(id) ? code.replaceAll('import.meta.url', "new URL('./files.cjs', import.meta.url).href") : undefined),
};

/** V8 keeps a file of nothing but ASCII as one byte a character, half the memory, and reads it 1.5 ms faster. */
const onlyAscii: Plugin = {
  name: 'only-ascii',
  generateBundle: (_, bundle) => {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    }
  },
};

const options: RolldownOptions = {
  input: {
    main: 'src/main.ts',
    // Threads find the first beside the chunk that starts them, and the second by its URL.
    'node-entry': fileURLToPath(new URL('threads/node-entry.js', import.meta.resolve('@datasig/runner'))),
    files: '@datasig/files',
  },
  platform: 'node',
  resolve: { alias: { 'make-fetch-happen': fileURLToPath(new URL('src/requests.ts', import.meta.url)) } },
  plugins: [wholeBuiltins, filesEntry, onlyAscii, licenses],
  output: {
    dir: 'dist',
    format: 'cjs',
    exports: 'named',
    cleanDir: true,
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    // Names of functions and classes stay, for the lines of an error.
    minify: { compress: { keepNames: { function: true, class: true } }, mangle: { toplevel: true, keepNames: true }, codegen: { removeWhitespace: true } },
    comments: { legal: true, annotation: false, jsdoc: false },
    codeSplitting: {
      // Each file takes a third of a millisecond, so what every run needs is in one; the rest loads when it is needed.
      groups: [
        { name: 'library', test: /packages.(?:(?:core|runner|files).dist|formats.dist.dataset|report.dist.(?:describe|json|text.(?:counts|printable))).(?!index|checksums|checkpoints|digest-files|threads.node|threads.thread)/ },
        // What the verbs of commands/index.ts need; those that are files of their own there load more.
        { name: 'commands', test: /packages.cli.src.(?:comparison|describe|fingerprint-output|output-file|requirements|session|shell-quote|signature-output|commands.(?:compare|dry-run|fingerprint|index|inspect|keygen|merge|report|verify).ts|input.(?:connectors|fingerprint-file|key-file|location|operands|preparation-options|share|signature-file|source-options)|render.(?:comparison|estimates|fingerprint|plan|printable|report|rows))/ },
      ],
    },
  },
};

export default options;
