/** A file of a snapshot as a listing of the Hub would tell of it. */
import { digestOf } from '../file/digest.ts';
import type { HubFile } from '../hub-file.ts';
import type { Files } from './node-files.ts';

const pieceByteLength = 1 << 20;

/** @param at where it is @param path what it is called in the dataset; undefined for a link to nothing, or no file */
export async function identify(files: Files, at: string, path: string): Promise<HubFile | undefined> {
  const stats = await files.stat(at).catch(() => undefined);
  if (stats?.isFile() !== true) return undefined;
  const byteLength = stats.size;
  const blob = (await files.realpath(at)).split(/[\\/]/).at(-1)!;
  if (/^[0-9a-f]{40}$/.test(blob)) return { path, byteLength, oid: blob };
  if (/^[0-9a-f]{64}$/.test(blob)) return { path, byteLength, oid: pointerOid(blob, byteLength), sha256: blob };
  return { path, byteLength, oid: await blobOid(files, at, byteLength) };
}

/** What git calls the pointer of an LFS file (git-lfs, docs/spec.md). */
function pointerOid(sha256: string, byteLength: number): string {
  const pointer = new TextEncoder().encode(`version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${byteLength}\n`);
  const digest = digestOf({ path: '', byteLength: pointer.length, oid: '' });
  digest.update(pointer);
  return digest.hex();
}

async function blobOid(files: Files, at: string, byteLength: number): Promise<string> {
  const digest = digestOf({ path: '', byteLength, oid: '' });
  const handle = await files.open(at, 'r');
  try {
    const buffer = new Uint8Array(pieceByteLength);
    for (let read = await handle.read(buffer); read.bytesRead > 0; read = await handle.read(buffer)) digest.update(buffer.subarray(0, read.bytesRead));
    return digest.hex();
  } finally {
    await handle.close();
  }
}
