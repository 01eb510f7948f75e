/** Compiles the kernel and writes it where it is needed: base64 in a module, and the file itself. */
import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = new URL('../', import.meta.url);
const options = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];

await mkdir(new URL('dist/', root), { recursive: true });
// The compiler takes paths relative to `baseDir`, on every system with forward slashes.
const { error, stderr } = await asc.main(['assembly/index.ts', '--baseDir', fileURLToPath(root), '--outFile', 'dist/kernel.wasm', ...options]);
if (error !== null) {
  process.stderr.write(stderr.toString());
  throw error;
}
const wasm = await readFile(new URL('dist/kernel.wasm', root));
// Inlined, since a file beside a module is lost in bundles.
await writeFile(
  new URL('src/kernel/wasm/binary.ts', root),
  `/** The compiled kernel; made by assembly/build.ts. */\nexport const binary: string =\n  '${wasm.toString('base64')}';\n`,
);
