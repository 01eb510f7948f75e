/** A file fetched whole into a temporary folder, and held against its digest before a byte of it is used. */
import { SourceError } from '@datasig/core';
import { nodeBuiltin } from '../access/node-builtin.ts';
import type { ByteStore } from '../file/byte-store.ts';
import type { HubFile } from '../hub-file.ts';
import { LocalStore } from './local-store.ts';
import { nodeFiles } from './node-files.ts';

const temporaryPrefix = 'datasig-hub-';

/**
 * Writes `bytes` to a file that {@link ByteStore.close} removes.
 *
 * @param bytes all of them, which end with an error if the digest is another
 * @throws SourceError where there is no disk, or it has no room
 */
export async function spool(file: HubFile, shown: string, bytes: AsyncIterable<Uint8Array>): Promise<ByteStore> {
  const files = nodeFiles();
  const system = nodeBuiltin<typeof import('node:os')>('node:os');
  if (files === undefined || system === undefined) throw new SourceError('source-unreadable', `${shown}: to hold a file against its digest before it is read takes a disk, which browsers do not have; leave out verify`);
  const folder = await files.mkdtemp(`${system.tmpdir()}/${temporaryPrefix}`);
  const remove = (): Promise<void> => files.rm(folder, { recursive: true, force: true });
  try {
    const path = `${folder}/file`;
    await files.writeFile(path, bytes);
    const store = (await LocalStore.open(files, path, shown, file.byteLength))!;
    return {
      isRemote: false,
      range: store.range,
      assertUnchanged: store.assertUnchanged,
      close: async () => {
        await store.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new SourceError('source-unreadable', `${shown}: the temporary folder has no room for the ${file.byteLength} bytes of this file; set TMPDIR to one that has, or leave out --verify full`, { cause: error });
    throw error;
  }
}
