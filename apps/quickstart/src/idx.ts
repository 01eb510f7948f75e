/** IDX files as MNIST's authors lay them out: the few bytes that cutting and counting records need. */

/** Where the items of an IDX file stand. */
export interface IdxLayout {
  /** Items along the first dimension: images, or labels. */
  readonly itemCount: number;
  readonly headerByteLength: number;
  readonly itemByteLength: number;
}

/** First three bytes of a file of unsigned bytes; the fourth is the number of dimensions. */
const unsignedBytes = 0x000008;
/** Two zero bytes, the type, the rank; then one uint32, big-endian, a dimension. */
const magicByteLength = 4;
const dimensionByteLength = 4;

/** Reads the header of an IDX file of unsigned bytes. @throws Error when `bytes` are no such file */
export function readIdxLayout(bytes: Uint8Array): IdxLayout {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) >>> 8 !== unsignedBytes) throw new Error('not an IDX file of unsigned bytes');
  const dimensions = Array.from({ length: view.getUint8(3) }, (_, index) => view.getUint32(magicByteLength + index * dimensionByteLength));
  const [itemCount = 0, ...inner] = dimensions;
  const itemByteLength = inner.reduce((product, length) => product * length, 1);
  return { itemCount, headerByteLength: magicByteLength + dimensions.length * dimensionByteLength, itemByteLength };
}

/** A complete IDX file, newly allocated, of the first `itemCount` items of another. */
export function takeIdxItems(bytes: Uint8Array, itemCount: number): Uint8Array {
  const { headerByteLength, itemByteLength } = readIdxLayout(bytes);
  // Not bytes.slice: that of a Buffer would share the memory of the original.
  const taken = new Uint8Array(bytes.subarray(0, headerByteLength + itemCount * itemByteLength));
  new DataView(taken.buffer).setUint32(magicByteLength, itemCount);
  return taken;
}

/** The raw bytes of every record of a pair: an image's bytes and its label. The array is used again for the next one. */
export function* idxRecords(images: Uint8Array, labels: Uint8Array): Generator<Uint8Array> {
  const image = readIdxLayout(images);
  const label = readIdxLayout(labels);
  const record = new Uint8Array(image.itemByteLength + label.itemByteLength);
  for (let index = 0; index < image.itemCount; index++) {
    record.set(itemBytes(images, image, index), 0);
    record.set(itemBytes(labels, label, index), image.itemByteLength);
    yield record;
  }
}

function itemBytes(bytes: Uint8Array, { headerByteLength, itemByteLength }: IdxLayout, index: number): Uint8Array {
  const start = headerByteLength + index * itemByteLength;
  return bytes.subarray(start, start + itemByteLength);
}
