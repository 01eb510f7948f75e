/** Compiles arithmetic.ts and writes it, as base64 in a module, where the schemes find it: `node assembly/build.ts`. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = new URL('../', import.meta.url);
const file = 'arithmetic.wasm';

// The compiler takes paths relative to `baseDir`, on every system with forward slashes.
const { error, stderr } = await asc.main([
  'assembly/arithmetic.ts', '--baseDir', fileURLToPath(root), '--outFile', file,
  '--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort=',
]);
if (error !== null) {
  process.stderr.write(stderr.toString());
  throw error;
}
const wasm = await readFile(new URL(file, root));
await rm(new URL(file, root));
await writeFile(new URL('src/schemes/arithmetic-binary.ts', root), `/** Compiled from assembly/arithmetic.ts by assembly/build.ts. */\nexport const binary: string =\n  '${wasm.toString('base64')}';\n`);
