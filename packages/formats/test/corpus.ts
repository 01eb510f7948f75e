/** The files of `vectors/formats`: tables that other tools wrote, with the UID that each must give. */
import { readFileSync } from 'node:fs';

/** A file and what it must give. */
export interface CorpusFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Of the table; undefined where the file must be refused. */
  readonly uid?: string;
  readonly recordCount?: number;
  /** Of the error with which the file must be refused. */
  readonly code?: string;
}

interface Index {
  readonly tables: readonly { readonly uid: string; readonly rows: number; readonly files: readonly { readonly file: string }[] }[];
  readonly refused: readonly { readonly file: string; readonly code: string }[];
}

const folder = new URL('../../../vectors/formats/', import.meta.url);
const index = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as Index;

/** The files whose names end so, in the order of the list. */
export function corpusFiles(...endings: readonly string[]): CorpusFile[] {
  const all = [...index.tables.flatMap(({ uid, rows, files }) => files.map(({ file }) => ({ file, uid, recordCount: rows }))), ...index.refused.map(({ file, code }) => ({ file, code }))];
  return all.filter(({ file }) => endings.some((ending) => file.endsWith(ending))).map((entry) => ({ ...entry, bytes: Uint8Array.from(readFileSync(new URL(entry.file, folder))) }));
}

/** One file by its name. */
export function corpusFile(name: string): CorpusFile {
  return corpusFiles(name)[0]!;
}
