/** A file fetched whole into a temporary folder, and held against its digest before a byte of it is used. */
import { SourceError } from '@datasig/core';
import { nodeBuiltin } from '../access/node-builtin.ts';
import type { ByteStore } from '../file/byte-store.ts';
import type { HubFile } from '../hub-file.ts';
import { LocalStore } from './local-store.ts';
import { type FileHandle, type Files, nodeFiles } from './node-files.ts';

const temporaryPrefix = 'datasig-hub-';
const onlyMine = 0o600;

/**
 * Writes `bytes` to a file that nobody else can find: it is removed before the first byte, so that it is gone with this
 * process however that ends, at the latest. Where the system removes no open files, {@link ByteStore.close} does.
 *
 * @param bytes all of them, which end with an error if the digest is another
 * @throws SourceError where there is no disk, it takes no files, or it has no room
 */
export async function spool(file: HubFile, shown: string, bytes: AsyncIterable<Uint8Array>): Promise<ByteStore> {
  const files = nodeFiles();
  const system = nodeBuiltin<typeof import('node:os')>('node:os');
  if (files === undefined || system === undefined) throw new SourceError('source-unreadable', `${shown}: to hold a file against its digest before it is read takes a disk, which browsers do not have; leave out verify`);
  const { handle, remove } = await makeFile(files, system.tmpdir()).catch((error: unknown) => {
    throw noFile(error, file, shown);
  });
  try {
    await handle.writeFile(bytes);
    const store = (await LocalStore.over(handle, shown, file.byteLength))!;
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
    await handle.close();
    await remove();
    throw noFile(error, file, shown);
  }
}

/** An empty file that is being removed. */
async function makeFile(files: Files, folder: string): Promise<{ readonly handle: FileHandle; readonly remove: () => Promise<void> }> {
  const path = `${folder}/${temporaryPrefix}${crypto.randomUUID()}`;
  const remove = (): Promise<void> => files.rm(path, { force: true });
  const handle = await files.open(path, 'wx+', onlyMine);
  await remove().catch(() => undefined);
  return { handle, remove };
}

const roomErrors: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT']);
const folderErrors: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS']);

/** What the disk says, as an error that tells what to do; what comes with the bytes stays as it is. */
function noFile(error: unknown, { byteLength }: HubFile, shown: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (roomErrors.has(code)) return new SourceError('source-unreadable', `${shown}: the temporary folder has no room for the ${byteLength} bytes of this file; set TMPDIR to one that has, or leave out --verify full`, { cause: error });
  if (folderErrors.has(code)) return new SourceError('source-unreadable', `${shown}: the temporary folder takes no files (${code}); set TMPDIR to one that does, or leave out --verify full`, { cause: error });
  return error;
}
