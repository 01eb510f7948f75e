/** Opening files and streams, decompressed, with their names in errors. */
import { InvalidDataError } from '@datasig/core';
import type { ByteSource, Compression } from '@datasig/formats';
import type { FileVersion } from './expand.ts';
import { OpenFile } from './open-file.ts';
import { StreamInput } from './stream-input.ts';

/** What can be opened. */
export interface Openable {
  readonly path: string;
  readonly shown: string;
  /** Absent for streams. */
  readonly version?: FileVersion;
  readonly compression: Compression | null;
}

/** Files by version, and streams, each of which is opened once. */
export class Inputs {
  readonly #streams: Map<string, StreamInput> = new Map();

  /** The stream of a standard input or named pipe. */
  stream({ path, shown }: Openable): StreamInput {
    const stream = this.#streams.get(path) ?? new StreamInput(path, shown);
    this.#streams.set(path, stream);
    return stream;
  }

  /** What `action` makes of the first bytes. @throws InvalidDataError with the file's name, SourceError */
  async begin<T>(input: Openable, action: (chunks: AsyncIterable<Uint8Array>) => Promise<T>, signal?: AbortSignal): Promise<T> {
    return inFile(input.shown, async () => {
      if (input.version === undefined) return action(decoded(this.stream(input).peek(signal), input.compression));
      const file = await OpenFile.open(input.path, input.shown, input.version);
      try {
        return await action(decoded(file.stream(0, file.byteLength, signal), input.compression));
      } finally {
        await file.close();
      }
    });
  }

  /** What `action` makes of a file at rest. @throws InvalidDataError with the file's name, SourceError */
  async atRest<T>({ path, shown, version }: Openable, action: (bytes: ByteSource) => Promise<T>): Promise<T> {
    return inFile(shown, async () => {
      const file = await OpenFile.open(path, shown, version!);
      try {
        return await action(file);
      } finally {
        await file.close();
      }
    });
  }

  close(): void {
    for (const stream of this.#streams.values()) stream.close();
  }
}

/** The bytes as the format sees them. */
export function decoded(chunks: AsyncIterable<Uint8Array>, compression: Compression | null): AsyncIterable<Uint8Array> {
  return compression === null ? chunks : decompressed(chunks, compression);
}

async function* decompressed(chunks: AsyncIterable<Uint8Array>, compression: Compression): AsyncIterable<Uint8Array> {
  const { decompress } = await import('@datasig/formats/decompress');
  yield* decompress(chunks, compression);
}

/** Runs `action`; its InvalidDataErrors get the file's name. */
export async function inFile<T>(shown: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw error instanceof InvalidDataError ? error.at({ file: shown }) : error;
  }
}
