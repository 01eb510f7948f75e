/** The leaves of a table's tree, in the order of its rowids (SQLite's file format, section 1.6). */
import type { PageFile } from './page-file.ts';
import { allRowids, type RowidRange } from './rowid-range.ts';

/** A leaf and the last rowid that it may hold. */
export interface Leaf {
  readonly page: number;
  readonly last: bigint;
}

/** What a page is, by its first byte. */
export const pageType = { interior: 5, leaf: 13 } as const;

const interiorHeaderByteLength = 12;
/** A page number and nine bytes of a rowid. */
const longestCell = 13;
/** More levels than a table of 2^64 rows needs. */
const mostDepth = 24;

/**
 * The leaves that may hold rows of a range, those of one inner page together.
 *
 * @throws RangeError where the tree is not what it should be: SQLite then says so
 */
export function* leafGroups(file: PageFile, root: number, range: RowidRange, last: bigint = allRowids.last, depth = 0): Generator<readonly Leaf[]> {
  // A cell at the end of its page may be read beyond it.
  const bytes = Buffer.alloc(file.pageSize + longestCell);
  if (depth > mostDepth || !file.read(root, 1, bytes)) throw new RangeError('no such page');
  if (bytes[0] === pageType.leaf) {
    yield [{ page: root, last }];
    return;
  }
  if (bytes[0] !== pageType.interior) throw new RangeError('no page of a table');
  const children = readChildren(bytes, file.usableSize, last);
  if (children.some((child, index) => child.last <= (children[index - 1]?.last ?? allRowids.first - 1n))) throw new RangeError('keys are out of order');
  const wanted = children.filter((child, index) => child.last >= range.first && (index === 0 || children[index - 1]!.last < range.last));
  if (wanted.length === 0) return;
  // Children stand on one level: one look tells for all.
  if (isLeaf(file, wanted[0]!.page)) yield wanted;
  else for (const child of wanted) yield* leafGroups(file, child.page, range, child.last, depth + 1);
}

function isLeaf(file: PageFile, page: number): boolean {
  const bytes = Buffer.allocUnsafe(file.pageSize);
  return file.read(page, 1, bytes) && bytes[0] === pageType.leaf;
}

/** The children of an inner page, each with the last rowid below it. */
function readChildren(bytes: Buffer, usableSize: number, last: bigint): readonly Leaf[] {
  const count = bytes.readUInt16BE(3);
  if (interiorHeaderByteLength + 2 * count > usableSize) throw new RangeError('too many cells');
  const children: Leaf[] = [];
  for (let cell = 0; cell < count; cell++) {
    const offset = bytes.readUInt16BE(interiorHeaderByteLength + 2 * cell);
    if (offset + longestCell > bytes.length) throw new RangeError('a cell outside of its page');
    children.push({ page: bytes.readUInt32BE(offset), last: readVarint(bytes, offset + 4) });
  }
  children.push({ page: bytes.readUInt32BE(8), last });
  return children;
}

/** A signed integer of up to nine bytes: seven bits each, all eight of the ninth. */
function readVarint(bytes: Uint8Array, offset: number): bigint {
  let short = 0;
  for (let index = 0; index < 7; index++) {
    const byte = bytes[offset + index]!;
    short = short * 128 + (byte & 0x7f);
    if (byte < 0x80) return BigInt(short);
  }
  const [eighth, ninth] = [bytes[offset + 7]!, bytes[offset + 8]!];
  const value = (BigInt(short) << 7n) | BigInt(eighth & 0x7f);
  return eighth < 0x80 ? value : BigInt.asIntN(64, (value << 8n) | BigInt(ninth));
}
