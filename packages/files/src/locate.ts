/** Positions in a shard made positions in its file; for messages, so reading again is no matter. */
import type { SourcePosition } from '@datasig/core/spec';
import { idxByteRange, idxHeaderByteLimit, readIdxHeader } from '@datasig/formats';
import { OpenFile } from './open-file.ts';
import type { Openable } from './inputs.ts';
import type { OpenableShard } from './read-shard.ts';

const lineFeed = 0x0a;

/**
 * The position with its file. Rows of a shard that begins inside a file are left out: who reads counts them on
 * (`Shard.continues`).
 *
 * @throws SourceError
 */
export async function locateInFile(shard: OpenableShard, position: SourcePosition): Promise<SourcePosition> {
  const file = shard.files[0]!;
  const { row, line, byteOffset, ...named } = { file: file.shown, ...position };
  // Formats with an index count bytes from the beginning of the file.
  const start = shard.piece !== undefined && 'byteLength' in shard.piece ? 0 : await firstByte(shard, file);
  return {
    ...named,
    ...(row !== undefined && (shard.rows ?? shard.piece ?? { start: 0 }).start === 0 && { row }),
    ...(line !== undefined && { line: line + (await countLines(file, start)) }),
    ...(byteOffset !== undefined && { byteOffset: byteOffset + start }),
  };
}

/** The offset in the file at which the shard's bytes begin. */
async function firstByte({ piece, rows }: OpenableShard, file: Openable): Promise<number> {
  if (rows === undefined) return piece?.start ?? 0;
  const header = await withFile(file, async (bytes) => readIdxHeader(await bytes.slice(0, Math.min(idxHeaderByteLimit, bytes.byteLength))));
  return idxByteRange(header, rows).start;
}

async function countLines(file: Openable, end: number): Promise<number> {
  if (end === 0) return 0;
  return withFile(file, async (bytes) => {
    let count = 0;
    for await (const chunk of bytes.stream(0, end)) {
      for (let index = chunk.indexOf(lineFeed); index !== -1; index = chunk.indexOf(lineFeed, index + 1)) count++;
    }
    return count;
  });
}

async function withFile<T>({ path, shown, version }: Openable, action: (file: OpenFile) => Promise<T>): Promise<T> {
  const file = await OpenFile.open(path, shown, version!);
  try {
    return await action(file);
  } finally {
    await file.close();
  }
}
