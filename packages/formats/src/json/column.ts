/** One column of JSON records. */
import { MixedColumn } from '../mixed-column.ts';

/** A column that knows its name as it is written. */
export class JsonColumn extends MixedColumn {
  /** The name's bytes with its quotes, to know it again without decoding. */
  readonly quotedName: Uint8Array;
  /** The column that mostly comes after this one in a record. */
  next: JsonColumn | undefined = undefined;
  /** The attempt that read this column last; see `QuickReader`. */
  attempt = 0;

  constructor(name: string, quotedName: Uint8Array) {
    super(name);
    this.quotedName = quotedName;
  }

  /** Whether the name stands at `index`, opening quote first. It is compared to its closing quote, so none begins another. */
  isNamed(bytes: Uint8Array, index: number): boolean {
    const { quotedName } = this;
    const { length } = quotedName;
    let position = 0;
    while (position < length && bytes[index + position] === quotedName[position]) position++;
    return position === length;
  }
}
