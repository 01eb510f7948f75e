/** Elements to pieces: some rows at every place of an element, read without holding up whoever has the element next. */
import { DatasigError, InvalidDataError } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import type { Tensor } from '@tensorflow/tfjs-core';
import { type Block, blockByteLength, type BlockHead, elementCount } from './block.ts';
import { Reading, rowsOf } from './read-tensor.ts';
import type { Place, Structure } from './structure.ts';
import { arrayDtypes, isNumericArray, isShapedArray, isTensor, type NumericArray, type NumericDtype, type ShapedArray } from './tensor-like.ts';

/** Rows at every leaf of a structure, in the order of its leaves. */
export interface Piece {
  readonly rowCount: number;
  readonly blocks: readonly Block[];
}

/** How elements are taken. */
export interface CaptureOptions {
  /** Whether elements are batches, whose rows are the records. */
  readonly isBatch: boolean;
}

/** Begins to read an element. @throws InvalidDataError */
export function captureElement(element: unknown, structure: Structure, options: CaptureOptions): Capture {
  const leaves = structure.leavesOf(element);
  const parts: (Block | Reading)[] = [];
  try {
    for (const leaf of leaves) parts.push(isTensor(leaf) ? new Reading(leaf, options.isBatch) : readArray(leaf, options));
    return new Capture(parts, leaves, structure, options);
  } catch (error) {
    throw at(error, structure, parts.length);
  }
}

/** An element that is being read. */
export class Capture {
  /** About how much that is. */
  readonly byteLength: number;
  /** Rows as the first leaf has them. */
  readonly rowCount: number;
  #parts: readonly (Block | Reading)[];
  readonly #onlyReading: Reading | undefined;
  readonly #structure: Structure;
  readonly #isBatch: boolean;
  /** When reading began. */
  readonly begunMs: number = performance.now();

  constructor(parts: readonly (Block | Reading)[], leaves: readonly unknown[], structure: Structure, { isBatch }: CaptureOptions) {
    this.#parts = parts;
    this.#structure = structure;
    this.#isBatch = isBatch;
    let byteLength = 0;
    let [only, readingCount]: [Reading | undefined, number] = [undefined, 0];
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index]!;
      if (part instanceof Reading) {
        byteLength += 4 * elementCount((leaves[index] as Tensor).shape);
        readingCount++;
        only = part;
      } else byteLength += blockByteLength(part);
    }
    this.#onlyReading = readingCount === 1 ? only : undefined;
    this.byteLength = byteLength;
    this.rowCount = parts[0]?.rowCount ?? 1;
  }

  /** Whether everything is read. */
  get isDone(): boolean {
    for (const part of this.#parts) if (part instanceof Reading && !part.isDone) return false;
    return true;
  }

  /** Resolves then; never rejects. */
  done(): Promise<unknown> {
    const only = this.#onlyReading;
    return only === undefined ? Promise.all(this.#parts.map((part) => (part instanceof Reading ? part.done : undefined))) : only.done;
  }

  /** Makes sure that the element can be disposed of, and its arrays written to, before it is read. */
  hold(): void {
    this.#parts = this.#parts.map((part) => {
      if (!(part instanceof Reading)) return part.kind === 'numeric' ? { ...part, values: part.values.slice() as NumericArray } : part;
      part.hold();
      return part;
    });
  }

  /** The rows once done, in arrays that may be the element's own. @throws what reading threw; InvalidDataError `ragged-batch` */
  take(): Piece {
    const blocks: Block[] = [];
    try {
      for (const part of this.#parts) blocks.push(part instanceof Reading ? part.take() : part);
    } catch (error) {
      throw at(error, this.#structure, blocks.length);
    }
    return this.#isBatch ? checkBatch(blocks, this.#structure) : { rowCount: 1, blocks };
  }

  /** Lets go of what is held. */
  release(): void {
    for (const part of this.#parts) if (part instanceof Reading) part.release();
  }
}

/** What can be said of the rows of an element without reading them, leaf by leaf. @throws InvalidDataError `structure-changed` */
export function headsOf(element: unknown, structure: Structure, { isBatch }: Pick<CaptureOptions, 'isBatch'>): readonly BlockHead[] {
  return structure.leavesOf(element).map((leaf): BlockHead => {
    const { shape, dtype } = isTensor(leaf) ? leaf : (shapedArray(leaf) ?? { shape: undefined, dtype: undefined });
    if (shape === undefined || dtype === 'complex64') return { kind: 'plain', rowCount: 1 };
    const rows = rowsOf(shape, isBatch);
    return dtype === 'string' ? { kind: 'text', ...rows } : { kind: 'numeric', dtype, ...rows };
  });
}

function shapedArray(leaf: unknown): (ShapedArray & { readonly dtype: NumericDtype }) | undefined {
  const shaped = isNumericArray(leaf) ? { data: leaf, shape: [leaf.length] } : typeof leaf === 'object' && leaf !== null && isShapedArray(leaf) ? leaf : undefined;
  return shaped && { ...shaped, dtype: arrayDtypes[shaped.data.constructor.name]! };
}

function readArray(leaf: unknown, { isBatch }: CaptureOptions): Block {
  const shaped = shapedArray(leaf);
  if (shaped === undefined) return { kind: 'plain', rowCount: 1, values: [leaf as Value] };
  const { data, shape, dtype } = shaped;
  if (elementCount(shape) !== data.length) throw new InvalidDataError('unsupported-value', `an array of ${data.length} elements has the shape [${shape.join(', ')}]`);
  return { kind: 'numeric', ...rowsOf(shape, isBatch), dtype, values: data };
}

/** Every leaf of a batch has as many rows as the others. */
function checkBatch(blocks: readonly Block[], structure: Structure): Piece {
  const places = leavesIn(structure);
  const [first] = blocks;
  blocks.forEach((block, index) => {
    const { path, type } = places[index]!;
    if (block.kind === 'plain' || type.endsWith(' of rank 0')) throw new InvalidDataError('ragged-batch', `${path} is one ${block.kind === 'plain' ? 'value' : 'scalar'}; expected a tensor whose first dimension counts the rows of a batch`);
    if (block.rowCount !== first!.rowCount) throw new InvalidDataError('ragged-batch', `${path} has ${block.rowCount} rows where ${places[0]!.path} has ${first!.rowCount}`);
  });
  return { rowCount: first?.rowCount ?? 0, blocks };
}

function at(error: unknown, structure: Structure, index: number): unknown {
  const column = leavesIn(structure)[index]!.path;
  if (InvalidDataError.is(error)) return error.at({ column });
  return DatasigError.is(error) ? error : new InvalidDataError('unsupported-value', 'a tensor cannot be read', { column }, { cause: error });
}

function leavesIn({ fields }: Structure): readonly Extract<Place, { kind: 'leaf' }>[] {
  return fields.flatMap(([, place]) => leavesOf(place));
}

function leavesOf(place: Place): readonly Extract<Place, { kind: 'leaf' }>[] {
  if (place.kind === 'leaf') return [place];
  return (place.kind === 'list' ? place.items : place.fields.map(([, member]) => member)).flatMap(leavesOf);
}
