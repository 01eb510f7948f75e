/** One column of JSON records. */
import { MixedColumn } from '../mixed-column.ts';

/** A column that knows its name as it is written. */
export class JsonColumn extends MixedColumn {
  /** The name's bytes between its quotes, to know it again without decoding. */
  readonly rawName: Uint8Array;
  /** The column that mostly comes after this one in a record. */
  next: JsonColumn | undefined = undefined;
  /** The attempt that read this column last; see `QuickReader`. */
  attempt = 0;

  constructor(name: string, rawName: Uint8Array) {
    super(name);
    this.rawName = rawName;
  }
}
