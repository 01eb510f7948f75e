/** Which files the rows of a metadata file name: looked up before any of them is read, so that none is missing. */
import { InvalidDataError } from '@datasig/core';
import type { ColumnBatch, SchemaField, SourcePosition } from '@datasig/core/spec';
import type { Declaration, Format, GroupPiece, StreamPiece } from '../format.ts';
import { formatOfName } from '../registry.ts';
import { declaredLinks, type FileLinks, linksOfBatch, namesAt, resolveName } from './file-links.ts';
import { folderOf } from './file-name.ts';
import type { MediaFormat } from './media.ts';
import { atRest, begin, inFile, isVersioned, withFile } from './opening.ts';
import { readFile } from './read-file.ts';
import type { DataFile } from './recognize.ts';
import type { FileStore } from './stored-file.ts';
import type { Unit } from './unit.ts';

/** What a metadata file says. */
export interface Description {
  readonly links: FileLinks;
  /** Its columns; absent where only the rows tell. */
  readonly columns?: readonly SchemaField[];
  readonly warnings: readonly string[];
}

/** The files that some rows name. */
export interface DescribedFiles {
  /** Each once, in the order of the rows. */
  readonly files: readonly DataFile[];
  /** Bytes of the files, as often as rows name them. */
  readonly byteLength: number;
  readonly recordCount: number;
}

/** The format of a metadata file. */
export function tableFormatOf({ name }: { readonly name: string }): Format {
  return formatOfName(name)!.format;
}

/** What the beginning of a metadata file says of its columns. @throws InvalidDataError, SourceError */
async function describeTable(file: DataFile, store: FileStore, signal: AbortSignal | undefined): Promise<Pick<Declaration, 'schema' | 'warnings'> | undefined> {
  const format = tableFormatOf(file);
  if (format.access === 'indexed') return atRest(store, file, (bytes) => format.declare(bytes, signal && { signal }));
  const { schema: schemaOf } = format;
  const schema = schemaOf && (await begin(store, file, (chunks) => schemaOf(chunks), signal));
  return schema && { schema };
}

/** Looks at all rows of a metadata file. @throws InvalidDataError with the row, SourceError */
export async function lookUpAll(unit: Unit, store: FileStore, signal: AbortSignal | undefined): Promise<Description & DescribedFiles> {
  const [file] = unit.files;
  const format = file!.format as MediaFormat;
  const declared = await describeTable(file!, store, signal);
  const links = declared && (await inFile(file!.shown, async () => declaredLinks(declared.schema, format)));
  const found = await lookUp(unit, store, { ...(links !== undefined && { links }), ...(signal !== undefined && { signal }) });
  if (Object.keys(found.links).length === 0) {
    throw new InvalidDataError('invalid-metadata', `no column of text is called file_name or ends in _file_name; ${format} beside a metadata file are found by such a column`, { file: file!.shown });
  }
  return { ...found, ...(declared !== undefined && { columns: declared.schema }), warnings: declared?.warnings ?? [] };
}

/** The files that rows name. @throws InvalidDataError `invalid-metadata` for a file that is there and that none names */
export function assertDescribed(units: readonly Unit[]): readonly DataFile[] {
  const files = new Map(units.filter(({ described }) => described !== undefined).flatMap((unit) => unit.files.slice(1).map((file) => [file.name, file])));
  for (const [name, { shown }] of units[0]?.described ?? []) {
    if (!files.has(name)) throw new InvalidDataError('invalid-metadata', 'no row of a metadata file names this file', { file: shown });
  }
  return [...files.values()];
}

interface LookUpOptions {
  /** Absent for all rows. */
  readonly piece?: StreamPiece | GroupPiece;
  /** Absent where the rows tell. */
  readonly links?: FileLinks;
  readonly signal?: AbortSignal;
}

/** Looks at the rows of a piece. @throws InvalidDataError with the row, SourceError */
export async function lookUp(unit: Unit, store: FileStore, { piece, links, signal }: LookUpOptions): Promise<DescribedFiles & Pick<Description, 'links'>> {
  const [file] = unit.files;
  const search = new Search(unit, store, links);
  await inFile(file!.shown, () =>
    withFile(store, file!, async (opened) => {
      const options = { ...(links !== undefined && { columns: Object.keys(links) }), ...(signal !== undefined && { signal }) };
      for await (const batch of readFile({ file: file!, opened, format: tableFormatOf(file!), piece }, store, options)) await search.add(batch as ColumnBatch);
      await opened.assertUnchanged();
    }),
  );
  return search.found();
}

/** Collects the files of rows. */
class Search {
  #links: FileLinks;
  #byteLength = 0;
  #recordCount = 0;
  readonly #unit: Unit;
  readonly #store: FileStore;
  readonly #isDeclared: boolean;
  readonly #files: Map<string, DataFile> = new Map();

  constructor(unit: Unit, store: FileStore, links: FileLinks | undefined) {
    this.#unit = unit;
    this.#store = store;
    this.#isDeclared = links !== undefined;
    this.#links = links ?? {};
  }

  found(): DescribedFiles & Pick<Description, 'links'> {
    return { files: [...this.#files.values()], links: this.#links, byteLength: this.#byteLength, recordCount: this.#recordCount };
  }

  async add(batch: ColumnBatch): Promise<void> {
    const [table] = this.#unit.files;
    if (!this.#isDeclared) this.#links = { ...this.#links, ...linksOfBatch(batch, table!.format as MediaFormat) };
    const emptyIsNull = tableFormatOf(table!).untypedText;
    for (const column of batch.columns) {
      const link = this.#links[column.name];
      if (link === undefined) continue;
      for (let row = 0; row < batch.rowCount; row++) {
        try {
          const names = namesAt(column, link, row, emptyIsNull);
          for (const name of typeof names === 'string' ? [names] : (names ?? [])) if (name !== null) await this.#take(resolveName(folderOf(table!.name), name));
        } catch (error) {
          throw error instanceof InvalidDataError ? error.at({ ...this.#placeOf(batch, row), column: column.name }) : error;
        }
      }
    }
    this.#recordCount += batch.rowCount;
  }

  #placeOf({ places }: ColumnBatch, row: number): SourcePosition {
    const line = places?.lines?.[row];
    return line === undefined ? { row: this.#recordCount + row + 1 } : { line };
  }

  async #take(name: string): Promise<void> {
    const file = this.#files.get(name) ?? this.#unit.described!.get(name) ?? (await this.#find(name));
    this.#files.set(name, file);
    this.#byteLength += file.version!.byteLength;
  }

  /** A file that the list lacks, since its name tells no format, for example. */
  async #find(name: string): Promise<DataFile> {
    const file = await this.#store.find(name);
    if (file === undefined || !isVersioned(file)) throw new InvalidDataError('invalid-metadata', 'the file that is named is not there');
    return { ...file, format: this.#unit.files[0]!.format, compression: null };
  }
}
