/** Positions in a shard made positions in its file; for messages, so reading again is no matter. */
import type { SourcePosition } from '@datasig/core/spec';
import { idxHeaderByteLimit, readIdxHeader } from '../idx/header.ts';
import { idxByteRange } from '../idx/read.ts';
import { type Openable, withFile } from './opening.ts';
import type { OpenableShard } from './read-shard.ts';
import type { FileStore } from './stored-file.ts';

const lineFeed = 0x0a;

/**
 * The position with its file. Rows of a shard that begins inside a file are left out: who reads counts them on
 * (`Shard.continues`).
 *
 * @throws SourceError
 */
export async function locateInFile(store: FileStore, shard: OpenableShard, position: SourcePosition): Promise<SourcePosition> {
  const file = shard.files[0]!;
  const { row, line, byteOffset, ...named } = { file: file.shown, ...position };
  // Formats with an index count bytes from the beginning of the file.
  const start = shard.piece !== undefined && 'byteLength' in shard.piece ? 0 : await firstByte(store, shard, file);
  return {
    ...named,
    ...(row !== undefined && (shard.rows ?? shard.piece ?? { start: 0 }).start === 0 && { row }),
    ...(line !== undefined && { line: line + (await countLines(store, file, start)) }),
    ...(byteOffset !== undefined && { byteOffset: byteOffset + start }),
  };
}

/** The offset in the file at which the shard's bytes begin. */
async function firstByte(store: FileStore, { piece, rows }: OpenableShard, file: Openable): Promise<number> {
  if (rows === undefined) return piece?.start ?? 0;
  const header = await withFile(store, file, async (bytes) => readIdxHeader(await bytes.slice(0, Math.min(idxHeaderByteLimit, bytes.byteLength))));
  return idxByteRange(header, rows).start;
}

async function countLines(store: FileStore, file: Openable, end: number): Promise<number> {
  if (end === 0) return 0;
  return withFile(store, file, async (bytes) => {
    let count = 0;
    for await (const chunk of bytes.stream(0, end)) {
      for (let index = chunk.indexOf(lineFeed); index !== -1; index = chunk.indexOf(lineFeed, index + 1)) count++;
    }
    return count;
  });
}
