/** A dataset of files, wherever they are: what it is, how it is cut, and its records. */
import type { Batch, PlanOptions, ReadOptions, Shard, SourceCapabilities, SourceDescription, SourcePosition } from '@datasig/core/spec';
import { descriptorOf } from './descriptor.ts';
import { ArchiveFiles } from './archive-files.ts';
import { assertDescribed, tableFormatOf } from './described-files.ts';
import type { DatasetFormat } from './format-name.ts';
import { inspectAll, type InspectedUnit } from './inspect.ts';
import { locateInFile } from './locate.ts';
import { labelTransforms } from './media-folder.ts';
import { isMedia } from './media.ts';
import { type DeclaredSchemas, declaredSchemas } from './part-schemas.ts';
import { type OpenableShard, readShard } from './read-shard.ts';
import { type DataFile, formatOf, recognize } from './recognize.ts';
import { byteLengthOf, cutUnit, recordCountOf } from './shards.ts';
import type { FileStore, StoredFile } from './stored-file.ts';
import { formUnits } from './units.ts';

/** How the files of a dataset are read. */
export interface DatasetOptions {
  /** Default: by the files' names. */
  readonly format?: DatasetFormat;
  /** Whether every file (or IDX pair) becomes a part of its own; not where the files have parts. */
  readonly perFile?: boolean;
  /** Whether losslessly encoded images become tensors; `'where-images'`: where there are some. */
  readonly pixels?: boolean | 'where-images';
  /** Whether records are read as the original Python tool serialises them, where it reads such files. */
  readonly classic?: boolean;
  /** Of folders of images or audio: the folders that are labels, in their order; none, where there is none. Default: those that hold files. */
  readonly labelNames?: readonly string[];
}

/** What a dataset is made of. */
export interface DatasetSetup {
  readonly store: FileStore;
  readonly options: DatasetOptions;
  /** What the user asked for, for messages. */
  readonly where: string;
  /** Whether all files declare the same fields, though they may have parts. */
  readonly isOne?: boolean;
  /** The files that may hold data, in the order of their records. */
  list(signal?: AbortSignal): Promise<readonly StoredFile[]>;
  /** Called with the files that do, and with archives, before they are looked at. */
  check?(files: readonly StoredFile[], signal?: AbortSignal): Promise<void>;
}

/** What the files say of the dataset; the connector adds its name, location and revision. */
export type FilesDescription = Pick<SourceDescription, 'schema' | 'recordCount' | 'byteLength' | 'transforms' | 'warnings' | 'capabilities'>;

/** Everything that is known before a record is read. */
interface Inventory {
  readonly units: readonly InspectedUnit[];
  readonly schemas: DeclaredSchemas;
}

/** A dataset of files. They are looked at when it is first asked about; reading a shard needs its descriptor only. */
export class FileDataset {
  readonly #setup: DatasetSetup;
  readonly #store: ArchiveFiles;
  #inventory: Promise<Inventory> | undefined;

  constructor(setup: DatasetSetup) {
    this.#setup = setup;
    this.#store = new ArchiveFiles(setup.store);
  }

  /** @throws SourceError, InvalidDataError, InvalidArgumentError */
  async describe(signal?: AbortSignal): Promise<FilesDescription> {
    const { units, schemas } = await this.#lookAt(signal);
    const byteLength = total(units.map(byteLengthOf));
    const recordCount = total(units.map(recordCountOf));
    const warnings = [...new Set(units.flatMap(({ declaration, rows }) => declaration?.warnings ?? rows?.warnings ?? []))];
    const transforms = [...labelTransforms(units), ...(units.some(({ pixels }) => pixels) ? [{ id: 'pixels/1' }] : [])];
    return {
      ...(schemas.common !== undefined && { schema: schemas.common }),
      ...(recordCount !== undefined && { recordCount }),
      ...(byteLength !== undefined && { byteLength }),
      ...(transforms.length > 0 && { transforms }),
      ...(warnings.length > 0 && { warnings }),
      capabilities: { reopenable: byteLength !== undefined, ...capabilitiesOf(units) },
    };
  }

  /** The files that are read, in the order of their records. */
  async files(signal?: AbortSignal): Promise<readonly DataFile[]> {
    const { units } = await this.#lookAt(signal);
    return units.flatMap(({ files }) => files);
  }

  /** All shards, in the order of their records. @throws SourceError, InvalidDataError, InvalidArgumentError */
  async shards(options: PlanOptions = {}): Promise<readonly Shard[]> {
    const { units, schemas } = await this.#lookAt(options.signal);
    // Untyped parts have no types to lose, and released fingerprints of them have the fields as seen.
    const isTyped = !capabilitiesOf(units).untypedText;
    const shards: Shard[] = [];
    for (const unit of units) {
      const schema = isTyped ? schemas.byPart.get(unit.part) : undefined;
      for (const shard of await cutUnit(unit, this.#store, options)) shards.push(schema === undefined ? shard : { ...shard, schema });
    }
    return shards;
  }

  /** The records of a shard. @throws InvalidDataError with places relative to the shard; SourceError */
  read(shard: Shard, options: ReadOptions = {}): AsyncIterable<Batch> {
    return readShard(this.#openable(shard), this.#store, options);
  }

  /** A place in a shard as a place in its file. @throws SourceError */
  async locate(shard: Shard, position: SourcePosition): Promise<SourcePosition> {
    return locateInFile(this.#store, this.#openable(shard), position);
  }

  #openable(shard: Shard): OpenableShard {
    const { files, ...descriptor } = descriptorOf(shard);
    return { ...descriptor, files: files.map((file) => ({ ...file, shown: this.#store.shownAs(file.name) })) };
  }

  /** A look that failed or was cancelled is not remembered. */
  #lookAt(signal: AbortSignal | undefined): Promise<Inventory> {
    this.#inventory ??= this.#takeInventory(signal).catch((error: unknown) => {
      this.#inventory = undefined;
      throw error;
    });
    return this.#inventory;
  }

  async #takeInventory(signal: AbortSignal | undefined): Promise<Inventory> {
    signal?.throwIfAborted();
    const { where, options } = this.#setup;
    const { format, pixels = false, classic = false } = options;
    const store = this.#store;
    const opened = await store.expand(await this.#setup.list(signal), format, (archive) => this.#check([archive], signal), signal);
    const formed = await formUnits(recognize(opened, format, where), options, store);
    await this.#check(formed.flatMap(({ files }) => files), signal);
    const units = (await inspectAll(formed, store, pixels, signal, classic)).map((unit) => ({ ...unit, classic }));
    // Only metadata files themselves tell which others are read.
    await this.#check(assertDescribed(units), signal);
    const isPartGiven = units[0]!.files[0]!.part !== undefined;
    return { units, schemas: declaredSchemas(units, this.#setup.isOne === true ? 'one' : isPartGiven ? 'given' : options.perFile === true ? 'asked' : undefined) };
  }

  /** Files in archives are checked as these are: as a whole, before they are opened. */
  async #check(files: readonly StoredFile[], signal: AbortSignal | undefined): Promise<void> {
    const own = files.filter(({ archive }) => archive === undefined);
    if (own.length > 0) await this.#setup.check?.(own, signal);
  }
}

function capabilitiesOf([unit]: readonly InspectedUnit[]): Pick<SourceCapabilities, 'columnSelection' | 'untypedText'> {
  const file = unit!.files[0]!;
  const isTable = unit!.described !== undefined;
  if (!isTable && (file.format === 'idx' || isMedia(file.format))) return { columnSelection: false, untypedText: false };
  const { access, untypedText } = isTable ? tableFormatOf(file) : formatOf(file);
  return { columnSelection: access === 'indexed', untypedText };
}

/** The sum, unless one is not known. */
function total(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.every((number) => number !== undefined) ? numbers.reduce((sum, number) => sum + number, 0) : undefined;
}
