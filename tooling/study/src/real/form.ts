/** What edits need to know of a dataset's form: how it is written, written otherwise, and how a record is changed. */

/** A dataset as its maker wrote it, record by record. */
export interface RealDataset<Row> {
  readonly name: string;
  /** What it is and where it comes from. */
  readonly description: string;
  readonly license: string;
  /** Options for the connector. */
  readonly pixels?: boolean;
  rows(): Promise<readonly Row[]>;
  /** Writes rows into an empty folder in the form in which they came; the location to read. */
  write(folder: string, rows: readonly Row[]): Promise<string>;
  /** Writes the same records otherwise. */
  writeOtherwise(folder: string, rows: readonly Row[]): Promise<string>;
  /** What `writeOtherwise` does, in words. */
  readonly otherwise: string;
  /** The row with another label or value. */
  change(row: Row): Row;
  /** A row that a reader would take for the same. */
  blur(row: Row): Row;
}
