/** What one could take instead of Datasig, and what each can tell. */

/** Inputs that are compared. */
export type InputKind = 'mnist' | 'csv' | 'jsonl' | 'parquet';

/** What a tool's result tells; each a word or two for the table. */
export interface Abilities {
  /** Whether two datasets are the same. */
  readonly identity: string;
  /** Whether the order of records does not matter. */
  readonly orderFree: string;
  /** How much two datasets have in common. */
  readonly overlap: string;
  /** Whether the same records in another format give the same. */
  readonly acrossFormats: string;
  /** Whether no one can make another dataset with the same result. */
  readonly cryptographic: string;
}

/** Something measured, and what it tells. */
export interface NamedAbilities extends Abilities {
  /** As the results call it. */
  readonly name: string;
}

/** A peer in the virtual environment. */
export interface Peer extends NamedAbilities {
  /** As `peers.py` calls it. */
  readonly script: string;
  readonly kinds: readonly InputKind[];
  /** How many records of a table it is given where all would take minutes; the time by record stands for all. */
  readonly tableRecordLimit?: number;
  /** Whether it reads every record in Python and hashes it there: those have to be slower than Datasig. */
  readonly hashesRowsInPython: boolean;
}

const everyKind: readonly InputKind[] = ['mnist', 'csv', 'jsonl', 'parquet'];
const tables: readonly InputKind[] = ['csv', 'jsonl', 'parquet'];
const sketch = { identity: 'no', orderFree: 'yes', overlap: 'yes', acrossFormats: 'no', cryptographic: 'no' } as const satisfies Abilities;

/** The original's default, which bars are about. */
export const originalDefault = 'Python datasig, keyed-sha256';

/** Ours. */
export const ownAbilities: Abilities = { identity: 'yes', orderFree: 'yes', overlap: 'yes', acrossFormats: 'yes', cryptographic: 'yes' };

/** All of them. */
export const peers: readonly Peer[] = [
  { ...sketch, name: originalDefault, script: 'datasig-keyed', kinds: everyKind, tableRecordLimit: 10_000, hashesRowsInPython: true, cryptographic: 'yes' },
  { ...sketch, name: 'Python datasig, single-sha256', script: 'datasig-single', kinds: everyKind, hashesRowsInPython: true, overlap: 'until one row is inserted', cryptographic: 'yes' },
  { name: 'Python datasig, UID', script: 'datasig-uid', kinds: everyKind, hashesRowsInPython: true, identity: 'yes', orderFree: 'no', overlap: 'no', acrossFormats: 'no', cryptographic: 'but for record borders' },
  { ...sketch, name: 'datasketch MinHash, k = 1024', script: 'datasketch', kinds: everyKind, hashesRowsInPython: true },
  { ...sketch, name: 'rensa R-MinHash, k = 1024', script: 'rensa', kinds: everyKind, hashesRowsInPython: true },
  { ...sketch, name: 'sourmash MinHash, n = 1024', script: 'sourmash', kinds: everyKind, hashesRowsInPython: true },
  { ...sketch, name: 'Apache theta sketch, k = 1024', script: 'theta', kinds: everyKind, hashesRowsInPython: true },
  { name: 'hashlib, sum of SHA-256 of rows', script: 'hashlib', kinds: everyKind, hashesRowsInPython: true, identity: 'yes', orderFree: 'yes', overlap: 'no', acrossFormats: 'no', cryptographic: 'no, sums can be made' },
  { name: 'hashlib, lines not parsed', script: 'hashlib-lines', kinds: ['csv', 'jsonl'], hashesRowsInPython: false, identity: 'of the text', orderFree: 'yes', overlap: 'no', acrossFormats: 'no', cryptographic: 'no, sums can be made' },
  { name: 'DuckDB bit_xor(hash(row))', script: 'duckdb', kinds: tables, hashesRowsInPython: false, identity: 'pairs of rows vanish', orderFree: 'yes', overlap: 'no', acrossFormats: 'where types agree', cryptographic: 'no' },
];

/** The shell of SQLite, over a database that holds the table already. */
export const sqliteShell: NamedAbilities = { name: 'sqlite3 .sha3sum, from a database', identity: 'yes', orderFree: 'no', overlap: 'no', acrossFormats: 'no', cryptographic: 'yes' };

/** Hashing alone: nothing is faster that hashes every record once. */
export const opensslAlone: NamedAbilities = { name: 'openssl speed, hashing alone', identity: '–', orderFree: '–', overlap: '–', acrossFormats: '–', cryptographic: '–' };
