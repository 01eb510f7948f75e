/** Elements to batches of records: read, then put beside each other. */
import type { ColumnBatch, SchemaField } from '@datasig/core/spec';
import { blockByteLength, sliceBlock } from './block.ts';
import { type Capture, captureElement, type CaptureOptions, headsOf, type Piece } from './capture.ts';
import type { Shaping } from './options.ts';
import { Structure, type StructureOptions } from './structure.ts';
import { batchByteLength, batchRowCount, RecordMaker } from './to-record.ts';

/** How elements are gathered. */
export type GatherOptions = CaptureOptions & StructureOptions & { readonly shaping: Shaping };

/** Elements of one structure on their way to records. */
export class Gatherer {
  readonly #options: GatherOptions;
  #structure: Structure | undefined;
  #maker: RecordMaker | undefined;

  constructor(options: GatherOptions) {
    this.#options = options;
  }

  /** The fields that elements like this one become. @throws InvalidDataError, InvalidArgumentError */
  schema(element: unknown): readonly SchemaField[] {
    const { structure, maker } = this.#learn(element);
    return maker.schema(headsOf(element, structure, this.#options));
  }

  /** Begins to read an element. @throws InvalidDataError, InvalidArgumentError */
  begin(element: unknown): Capture {
    return captureElement(element, this.#learn(element).structure, this.#options);
  }

  /** Adds an element that is read; the batches that are full with it, each valid until the next. @throws InvalidDataError */
  *add(capture: Capture, limit: number = Infinity): Generator<ColumnBatch, void> {
    for (const slice of slicesOf(firstRows(capture.take(), limit))) {
      const batch = this.#put(slice);
      if (batch !== undefined) yield batch;
    }
  }

  /** The same for an element that is one record, without an iteration. @throws InvalidDataError */
  addOne(capture: Capture): ColumnBatch | undefined {
    return this.#put(capture.take());
  }

  #put(piece: Piece): ColumnBatch | undefined {
    this.#maker!.add(piece);
    return this.#maker!.isFull ? this.#maker!.take() : undefined;
  }

  /** The last batch, which is not full; undefined where nothing is left. @throws InvalidDataError */
  rest(): ColumnBatch | undefined {
    return this.#maker?.take();
  }

  #learn(element: unknown): { readonly structure: Structure; readonly maker: RecordMaker } {
    this.#structure ??= new Structure(element, this.#options);
    this.#maker ??= new RecordMaker(this.#structure, this.#options.shaping);
    return { structure: this.#structure, maker: this.#maker };
  }
}

function firstRows(piece: Piece, limit: number): Piece {
  return piece.rowCount <= limit ? piece : sliceOf(piece, 0, limit);
}

/** Large pieces are cut, into less than a batch. */
function slicesOf(piece: Piece): readonly Piece[] {
  if (piece.rowCount <= 1) return piece.rowCount === 0 ? [] : [piece];
  const byteLength = piece.blocks.reduce((sum, block) => sum + blockByteLength(block), 0);
  const length = Math.max(1, Math.min(batchRowCount, Math.floor(((batchByteLength / 4) * piece.rowCount) / Math.max(1, byteLength))));
  if (length >= piece.rowCount) return [piece];
  return Array.from({ length: Math.ceil(piece.rowCount / length) }, (_, index) => sliceOf(piece, index * length, Math.min(piece.rowCount, (index + 1) * length)));
}

function sliceOf({ blocks }: Piece, start: number, end: number): Piece {
  return { rowCount: end - start, blocks: blocks.map((block) => sliceBlock(block, start, end)) };
}
