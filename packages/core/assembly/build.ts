/** Compiles the kernels and writes them where they are needed: base64 in a module, and the files themselves. */
import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = new URL('../', import.meta.url);
const options = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--use', 'abort='];

await mkdir(new URL('dist/', root), { recursive: true });
await compile('assembly/index.ts', 'dist/kernel.wasm', 'src/kernel/wasm/binary.ts', 'The compiled kernel');
await compile('assembly/classic/index.ts', 'dist/classic-kernel.wasm', 'src/kernel/classic/binary.ts', 'The compiled kernel of the classic schemes');

async function compile(source: string, file: string, module: string, what: string): Promise<void> {
  // The compiler takes paths relative to `baseDir`, on every system with forward slashes.
  const { error, stderr } = await asc.main([source, '--baseDir', fileURLToPath(root), '--outFile', file, ...options]);
  if (error !== null) {
    process.stderr.write(stderr.toString());
    throw error;
  }
  const wasm = await readFile(new URL(file, root));
  // Inlined, since a file beside a module is lost in bundles.
  await writeFile(new URL(module, root), `/** ${what}; made by assembly/build.ts. */\nexport const binary: string =\n  '${wasm.toString('base64')}';\n`);
}
