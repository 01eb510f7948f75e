/** Elements to batches of records: as many together as make hashing worth while. */
import type { ColumnBatch, SchemaField } from '@datasig/core/spec';
import { blockByteLength, sliceBlock } from './block.ts';
import { type Capture, captureElement, type CaptureOptions, headsOf, type Piece } from './capture.ts';
import type { Shaping } from './options.ts';
import { Structure, type StructureOptions } from './structure.ts';
import { RecordMaker } from './to-record.ts';

/** A batch has about this many records or bytes, whichever comes first. */
const batchRowCount = 4096;
const batchByteLength = 1 << 20;
/** So many elements are read together: what is held beyond the consumer's own is bounded. */
const groupCaptureCount = 256;

/** How elements are gathered. */
export type GatherOptions = CaptureOptions & StructureOptions & { readonly shaping: Shaping };

/** Elements of one structure on their way to records. */
export class Gatherer {
  readonly #options: GatherOptions;
  #structure: Structure | undefined;
  #maker: RecordMaker | undefined;
  #captures: Capture[] = [];
  #byteLength = 0;

  constructor(options: GatherOptions) {
    this.#options = options;
  }

  /** Whether enough was added to be worth a batch. */
  get isFull(): boolean {
    return this.#captures.length >= groupCaptureCount || this.#byteLength >= batchByteLength;
  }

  /** The fields that elements like this one become. @throws InvalidDataError, InvalidArgumentError */
  schema(element: unknown): readonly SchemaField[] {
    const { structure, maker } = this.#learn(element);
    return maker.schema(headsOf(element, structure, this.#options));
  }

  /** Begins to read an element, which may be disposed of at once; how many rows it has. @throws InvalidDataError, InvalidArgumentError */
  add(element: unknown): number {
    const capture = captureElement(element, this.#learn(element).structure, this.#options);
    this.#captures.push(capture);
    this.#byteLength += capture.byteLength;
    return capture.rowCount;
  }

  /** What was added since the last call; it is the caller's to read or to release. */
  take(): Group {
    const group = new Group(this.#captures, this.#maker, this.#byteLength);
    [this.#captures, this.#byteLength] = [[], 0];
    return group;
  }

  #learn(element: unknown): { readonly structure: Structure; readonly maker: RecordMaker } {
    this.#structure ??= new Structure(element, this.#options);
    this.#maker ??= new RecordMaker(this.#structure, this.#options.shaping);
    return { structure: this.#structure, maker: this.#maker };
  }
}

/** Elements that are being read. */
export class Group {
  readonly byteLength: number;
  readonly #captures: readonly Capture[];
  readonly #maker: RecordMaker | undefined;

  constructor(captures: readonly Capture[], maker: RecordMaker | undefined, byteLength: number) {
    this.byteLength = byteLength;
    this.#captures = captures;
    this.#maker = maker;
  }

  /** The records, at most `limit`. No tensor is held once the first batch is there. @throws InvalidDataError, InvalidArgumentError */
  async *batches(limit: number = Infinity): AsyncGenerator<ColumnBatch> {
    for (const pieces of cut(firstRows(await this.#read(), limit))) yield this.#maker!.batch(pieces);
  }

  async #read(): Promise<readonly Piece[]> {
    try {
      // Most are read already; waiting for one after the other costs nothing then.
      for (const capture of this.#captures) await capture.done();
      return this.#captures.map((capture) => capture.take());
    } finally {
      this.release();
    }
  }

  /** Lets go of tensors that are not read. */
  release(): void {
    for (const capture of this.#captures) capture.release();
  }
}

function firstRows(pieces: readonly Piece[], limit: number): readonly Piece[] {
  let left = limit;
  return pieces.map((piece) => {
    const rowCount = Math.min(piece.rowCount, left);
    left -= rowCount;
    return rowCount === piece.rowCount ? piece : sliceOf(piece, 0, rowCount);
  });
}

/** Small pieces together, large ones apart. */
function* cut(pieces: readonly Piece[]): Generator<readonly Piece[]> {
  let together: Piece[] = [];
  let [rowCount, byteLength] = [0, 0];
  for (const slice of pieces.flatMap(slicesOf)) {
    const sliceByteLength = byteLengthOf(slice);
    if (rowCount > 0 && (rowCount + slice.rowCount > batchRowCount || byteLength + sliceByteLength > batchByteLength)) {
      yield together;
      [together, rowCount, byteLength] = [[], 0, 0];
    }
    together.push(slice);
    rowCount += slice.rowCount;
    byteLength += sliceByteLength;
  }
  if (rowCount > 0) yield together;
}

function slicesOf(piece: Piece): readonly Piece[] {
  const length = Math.max(1, Math.min(batchRowCount, Math.floor((batchByteLength * piece.rowCount) / Math.max(1, byteLengthOf(piece)))));
  if (length >= piece.rowCount) return piece.rowCount === 0 ? [] : [piece];
  return Array.from({ length: Math.ceil(piece.rowCount / length) }, (_, index) => {
    const [start, end] = [index * length, Math.min(piece.rowCount, (index + 1) * length)];
    return sliceOf(piece, start, end);
  });
}

function sliceOf({ blocks }: Piece, start: number, end: number): Piece {
  return { rowCount: end - start, blocks: blocks.map((block) => sliceBlock(block, start, end)) };
}

function byteLengthOf({ blocks }: Piece): number {
  return blocks.reduce((sum, block) => sum + blockByteLength(block), 0);
}
