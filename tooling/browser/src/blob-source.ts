/** A source over a file that the user gave to the page. */
import { InvalidDataError, SourceError } from '@datasig/core';
import type { Batch, Json, PlanOptions, ReadOptions, Shard, Source, SourceDescription, SourcePosition } from '@datasig/core/spec';
import { type ByteSource, type Format, formatOfName, type StreamFormat, type StreamPiece } from '@datasig/formats';

/** What goes to the workers. */
export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
}

/** One file of a format that can be cut. */
export class BlobSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly #file: NamedBlob;

  constructor(file: NamedBlob) {
    this.#file = file;
  }

  async describe(): Promise<SourceDescription> {
    const { name, blob } = this.#file;
    const { schema, untypedText } = this.#format();
    return {
      name: name.replace(/\.[a-z]+$/, ''), connector: 'files', location: name, byteLength: blob.size,
      ...(schema !== undefined && { schema: await schema(this.#bytes().stream()) }),
      capabilities: { reopenable: true, columnSelection: false, untypedText },
    };
  }

  async shards({ shardByteLength = this.#file.blob.size, signal }: PlanOptions = {}): Promise<readonly Shard[]> {
    const pieces = await this.#format().cut!(this.#bytes(), shardByteLength, signal);
    return pieces.map((piece) => ({ id: `${piece.start}`, descriptor: piece as unknown as Json, byteLength: piece.end - piece.start, ...(piece.start > 0 && { continues: true }) }));
  }

  async *read({ descriptor }: Shard, { onBytes, signal }: ReadOptions = {}): AsyncIterable<Batch> {
    const piece = descriptor as unknown as StreamPiece;
    try {
      yield* this.#format().read(this.#bytes(onBytes).stream(piece.start, piece.end, signal), { piece, ...(signal !== undefined && { signal }) });
    } catch (error) {
      throw error instanceof InvalidDataError ? error.at({ file: this.#file.name }) : error;
    }
  }

  /** Lines would have to be counted; the byte tells as much. */
  async locate({ descriptor }: Shard, { line: _, byteOffset, ...position }: SourcePosition): Promise<SourcePosition> {
    return { ...position, ...(byteOffset !== undefined && { byteOffset: byteOffset + (descriptor as unknown as StreamPiece).start }) };
  }

  #format(): StreamFormat {
    const format: Format | undefined = formatOfName(this.#file.name)?.format;
    if (format?.access === 'stream' && format.cut !== undefined) return format;
    throw new SourceError('unknown-format', `${this.#file.name}: expected a file that can be cut at its lines`);
  }

  #bytes(onBytes?: (byteLength: number) => void): ByteSource {
    const { blob } = this.#file;
    return {
      byteLength: blob.size,
      slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
      async *stream(start = 0, end = blob.size) {
        for (let position = start; position < end; position += 1 << 18) {
          const chunk = new Uint8Array(await blob.slice(position, Math.min(position + (1 << 18), end)).arrayBuffer());
          onBytes?.(chunk.length);
          yield chunk;
        }
      },
    };
  }
}
