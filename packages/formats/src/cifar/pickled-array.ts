/** NumPy arrays as pickles build them: made empty, then told their state. Nothing of NumPy is needed for it. */
/** A data type, by NumPy's short name such as `u1`. */
export class PickledType {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** An array whose state may not be known yet. */
export class PickledArray {
  shape: readonly number[] = [];
  typeName = '';
  bytes: Uint8Array | undefined;
  #isColumnMajor = false;

  /** Takes `(version, shape, type, is column-major, bytes)`; false where that is not what `state` is. */
  build(state: unknown): boolean {
    if (!Array.isArray(state) || state.length !== 5) return false;
    const [, shape, type, isColumnMajor, bytes] = state as unknown[];
    if (!Array.isArray(shape) || !(shape as unknown[]).every((size) => typeof size === 'number' && size >= 0)) return false;
    if (!(type instanceof PickledType) || typeof isColumnMajor !== 'boolean' || !(bytes instanceof Uint8Array)) return false;
    if (type.name === 'u1' && (shape as number[]).reduce((product, size) => product * size, 1) !== bytes.length) return false;
    this.shape = shape as number[];
    this.typeName = type.name;
    this.bytes = bytes;
    this.#isColumnMajor = isColumnMajor;
    return true;
  }

  /** The bytes of a matrix of uint8, row after row. */
  rowMajor(): Uint8Array {
    const bytes = this.bytes!;
    if (!this.#isColumnMajor) return bytes;
    const [rowCount, columnCount] = this.shape as [number, number];
    const rows = new Uint8Array(bytes.length);
    for (let column = 0; column < columnCount; column++) for (let row = 0; row < rowCount; row++) rows[row * columnCount + column] = bytes[column * rowCount + row]!;
    return rows;
  }
}
