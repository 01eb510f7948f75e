/** How large `@datasig/core` is: packed, and as what a page loads. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const limitInKilobytes = 60;

/** Sizes in kB, of 1000 bytes. */
interface CoreSize {
  /** The tarball, which is gzip'd: sources, types and schema included. */
  readonly packed: number;
  /** Everything that the package exports, its kernel and `@noble/hashes` in one minified module, gzip'd. */
  readonly bundled: number;
}

/** Measures the tarball, and the package as it is installed in `folder`. */
export async function measureCore(tarball: string, folder: string): Promise<CoreSize> {
  const entry = join(folder, 'node_modules/@datasig/core/dist/index.js');
  const bundle = await rolldown({ input: entry, platform: 'browser', treeshake: true });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const code = output.map((file) => (file.type === 'chunk' ? file.code : file.source));
  return { packed: statSync(tarball).size / 1000, bundled: code.reduce((sum, each) => sum + gzipSync(each, { level: 9 }).length, 0) / 1000 };
}

/** The sizes in words. */
export function describeCoreSize({ packed, bundled }: CoreSize): string {
  return `@datasig/core: ${packed.toFixed(1)} kB packed; ${bundled.toFixed(1)} kB gzip'd as a minified bundle for browsers, kernel included (limit ${limitInKilobytes} kB)`;
}

/** What is wrong with them. */
export function checkCoreSize({ bundled }: CoreSize): string[] {
  return bundled <= limitInKilobytes ? [] : [`@datasig/core: the bundle for browsers has ${bundled.toFixed(1)} kB gzip'd; ${limitInKilobytes} kB are allowed`];
}
