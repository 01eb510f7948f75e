/** Positions in a shard made positions in its file; for messages, so reading again is no matter. */
import type { SourcePosition } from '@datasig/core/spec';
import { idxByteRange, idxHeaderByteLimit, readIdxHeader } from '@datasig/formats';
import { OpenFile } from './open-file.ts';
import type { Openable } from './inputs.ts';
import type { OpenableShard } from './read-shard.ts';

const lineFeed = 0x0a;

/** The position with its file; rows are counted on by whoever knows how many the shards before had. @throws SourceError */
export async function locateInFile(shard: OpenableShard, position: SourcePosition): Promise<SourcePosition> {
  const file = shard.files[0]!;
  const placed = { file: file.shown, ...position };
  if (shard.rows !== undefined) return locateRow(file, shard.rows.start, placed);
  const start = shard.piece?.start ?? 0;
  if (start === 0) return placed;
  return {
    ...placed,
    ...(position.line !== undefined && { line: position.line + (await countLines(file, start)) }),
    ...(position.byteOffset !== undefined && { byteOffset: position.byteOffset + start }),
  };
}

async function locateRow(file: Openable, startRow: number, position: SourcePosition): Promise<SourcePosition> {
  const { byteOffset } = position;
  const header = await withFile(file, async (bytes) => readIdxHeader(await bytes.slice(0, Math.min(idxHeaderByteLimit, bytes.byteLength))));
  const { start } = idxByteRange(header, { start: startRow, end: startRow });
  return { ...position, ...(byteOffset !== undefined && { byteOffset: byteOffset + start }) };
}

async function countLines(file: Openable, end: number): Promise<number> {
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
