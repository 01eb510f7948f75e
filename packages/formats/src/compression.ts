/** Compressions that files may have on top of their format; `@datasig/formats/decompress` undoes them. */

/** A compression. */
export type Compression = 'gzip' | 'zstd';

const extensions: Readonly<Record<string, Compression>> = { '.gz': 'gzip', '.gzip': 'gzip', '.zst': 'zstd', '.zstd': 'zstd' };

/** Endings that stand for two. */
const shortened: Readonly<Record<string, readonly [string, Compression]>> = { '.tgz': ['.tar', 'gzip'], '.tzst': ['.tar', 'zstd'] };

/** A file name without its compression ending, and what that ending stands for. */
export function splitCompression(name: string): { readonly name: string; readonly compression: Compression | null } {
  for (const [extension, [plain, compression]] of Object.entries(shortened)) {
    if (name.toLowerCase().endsWith(extension)) return { name: `${name.slice(0, -extension.length)}${plain}`, compression };
  }
  for (const [extension, compression] of Object.entries(extensions)) {
    if (name.toLowerCase().endsWith(extension)) return { name: name.slice(0, -extension.length), compression };
  }
  return { name, compression: null };
}
