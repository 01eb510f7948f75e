/** Elements to pieces: some rows at every place of an element, read without holding up whoever has the element next. */
import { DatasigError, InvalidDataError } from '@datasig/core';
import type { Value } from '@datasig/core/spec';
import { type Block, blockByteLength, type BlockHead, elementCount } from './block.ts';
import { beginReading, type Reading } from './read-tensor.ts';
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
  /** Whether arrays that the consumer may write to are copied. */
  readonly copies: boolean;
}

/** An element that is being read. */
export interface Capture {
  /** About how much is held. */
  readonly byteLength: number;
  /** Rows as the first leaf has them. */
  readonly rowCount: number;
  /** Resolve when everything is read; never reject. */
  readonly pending: readonly Promise<void>[];
  /** The rows once done. @throws what reading threw; InvalidDataError `ragged-batch` */
  readonly take: () => Piece;
  /** Lets go of what the capture holds. To be called once, whatever happened. */
  readonly release: () => void;
}

/** Begins to read an element. @throws InvalidDataError; nothing is held then */
export function captureElement(element: unknown, structure: Structure, options: CaptureOptions): Capture {
  const readings: Reading[] = [];
  const release = (): void => {
    for (const reading of readings) reading.release();
  };
  const leaves = structure.leavesOf(element);
  try {
    let byteLength = 0;
    const blocks = leaves.map((leaf, index) => {
      try {
        if (!isTensor(leaf)) return readArray(leaf, options);
        const reading = beginReading(leaf, options.isBatch);
        readings.push(reading);
        byteLength += 4 * elementCount(leaf.shape);
        return reading;
      } catch (error) {
        throw at(error, structure, index);
      }
    });
    for (const block of blocks) if ('kind' in block) byteLength += blockByteLength(block);
    const [head] = headsOf(element, structure, options);
    return { byteLength, rowCount: head?.rowCount ?? 1, pending: readings.map(({ done }) => done), take: () => toPiece(blocks, structure, options), release };
  } catch (error) {
    release();
    throw error;
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

function rowsOf(shape: readonly number[], isBatch: boolean): { readonly rowCount: number; readonly rowShape: readonly number[] } {
  return isBatch ? { rowCount: shape[0] ?? 0, rowShape: shape.slice(1) } : { rowCount: 1, rowShape: shape };
}

function shapedArray(leaf: unknown): (ShapedArray & { readonly dtype: NumericDtype }) | undefined {
  const shaped = isNumericArray(leaf) ? { data: leaf, shape: [leaf.length] } : typeof leaf === 'object' && leaf !== null && isShapedArray(leaf) ? leaf : undefined;
  return shaped && { ...shaped, dtype: arrayDtypes[shaped.data.constructor.name]! };
}

function readArray(leaf: unknown, { isBatch, copies }: CaptureOptions): Block {
  const shaped = shapedArray(leaf);
  if (shaped === undefined) return { kind: 'plain', rowCount: 1, values: [leaf as Value] };
  const { data, shape, dtype } = shaped;
  if (elementCount(shape) !== data.length) throw new InvalidDataError('unsupported-value', `an array of ${data.length} elements has the shape [${shape.join(', ')}]`);
  return { kind: 'numeric', ...rowsOf(shape, isBatch), dtype, values: copies ? (data.slice() as NumericArray) : data };
}

function toPiece(parts: readonly (Block | Reading)[], structure: Structure, { isBatch }: CaptureOptions): Piece {
  const blocks = parts.map((part, index) => {
    try {
      return 'kind' in part ? part : part.take();
    } catch (error) {
      throw at(error, structure, index);
    }
  });
  return isBatch ? checkBatch(blocks, structure) : { rowCount: 1, blocks };
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
