/** The source over files: what it is, how it is cut, and its records. */
import { join } from 'node:path';
import type { Batch, OpenRequest, PlanOptions, ReadOptions, Reopening, SchemaField, Shard, Source, SourceCapabilities, SourceDescription, SourcePosition } from '@datasig/core/spec';
import { descriptorOf } from './descriptor.ts';
import { expand, type Places, shownPath } from './expand.ts';
import { commonSchema, declareAlike } from './common-schema.ts';
import { inspectAll, type InspectedUnit } from './inspect.ts';
import { labelTransforms } from './image-folder.ts';
import { Inputs } from './inputs.ts';
import { type Location, resolveLocations, rootOf, standardInput } from './location.ts';
import { locateInFile } from './locate.ts';
import { describeLocations } from './naming.ts';
import { type FormatName, parseOptions, type ReadingOptions } from './options.ts';
import { type OpenableShard, readShard } from './read-shard.ts';
import { formatOf, recognize } from './recognize.ts';
import { byteLengthOf, cutUnit, recordCountOf } from './shards.ts';
import { formUnits } from './units.ts';

/** Everything that is known before a record is read. */
interface Inventory {
  readonly units: readonly InspectedUnit[];
  /** What all units declare; undefined where they declare nothing, or differ. */
  readonly schema: readonly SchemaField[] | undefined;
}

/** A dataset of files; the request is looked at when it is first asked about. */
export class FilesSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly reopening: Reopening;
  readonly #request: OpenRequest;
  readonly #options: ReadingOptions;
  readonly #inputs: Inputs = new Inputs();
  #locations: Promise<readonly Location[]> | undefined;
  #found: Promise<Places> | undefined;
  #inventory: Promise<Inventory> | undefined;

  /**
   * @param connector URL of the connector's module
   * @throws InvalidArgumentError for options that are not valid
   */
  constructor(request: OpenRequest, connector: string) {
    this.reopening = { connector, request };
    this.#request = request;
    this.#options = parseOptions(request.options);
  }

  async describe(signal?: AbortSignal): Promise<SourceDescription> {
    const { units, schema } = await this.#lookAt(signal);
    const { name, location } = describeLocations(await this.#resolved(), (await this.#places()).root);
    const byteLength = total(units.map(byteLengthOf));
    const recordCount = total(units.map(recordCountOf));
    const warnings = [...new Set(units.flatMap((unit) => unit.declaration?.warnings ?? []))];
    const transforms = [...units.flatMap((unit) => labelTransforms(unit.labels)), ...(units.some(({ pixels }) => pixels) ? [{ id: 'pixels/1' }] : [])];
    const { format } = units[0]!.files[0]!;
    return {
      name: this.#options.name ?? name,
      connector: 'files',
      location,
      ...(schema !== undefined && { schema }),
      ...(recordCount !== undefined && { recordCount }),
      ...(byteLength !== undefined && { byteLength }),
      ...(transforms.length > 0 && { transforms }),
      ...(this.#options.checksums !== undefined && { verified: 'full' }),
      ...(warnings.length > 0 && { warnings }),
      capabilities: { reopenable: byteLength !== undefined, ...capabilitiesOf(format) },
    };
  }

  async shards(options: PlanOptions = {}): Promise<readonly Shard[]> {
    const { units, schema } = await this.#lookAt(options.signal);
    const shards: Shard[] = [];
    // Untyped parts have no types to lose, and released fingerprints of them have the fields as seen.
    const differ = schema === undefined && !capabilitiesOf(units[0]!.files[0]!.format).untypedText;
    for (const unit of units) {
      const own = differ && unit.schema !== undefined ? { schema: unit.schema } : {};
      shards.push(...(await cutUnit(unit, options)).map((shard) => ({ ...shard, ...own })));
    }
    return shards;
  }

  async *read(shard: Shard, options: ReadOptions = {}): AsyncIterable<Batch> {
    options.signal?.throwIfAborted();
    yield* readShard(await this.#openable(shard), this.#inputs, options);
  }

  async locate(shard: Shard, position: SourcePosition): Promise<SourcePosition> {
    return locateInFile(await this.#openable(shard), position);
  }

  async close(): Promise<void> {
    this.#inputs.close();
  }

  async #openable(shard: Shard): Promise<OpenableShard> {
    const places = await this.#places();
    const { files, ...descriptor } = descriptorOf(shard);
    return {
      ...descriptor,
      files: files.map(({ name, ...file }) => {
        const path = name === standardInput ? name : join(places.root, name);
        return { ...file, path, shown: shownPath(path, places) };
      }),
    };
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
    const { format, perFile = false, pixels = false, checksums } = this.#options;
    const locations = await this.#resolved();
    const places = await this.#places();
    const files = recognize(await expand(locations, places, signal), format, locations.map(({ given }) => given).join(', '));
    const formed = await formUnits(files, perFile, places);
    if (checksums !== undefined) await (await import('./checksums.ts')).checkFiles(formed.flatMap((unit) => unit.files), checksums, places.workingDirectory, signal);
    const units = await inspectAll(formed, this.#inputs, pixels, signal);
    return { units, schema: !perFile || declareAlike(units) ? commonSchema(units) : undefined };
  }

  #resolved(): Promise<readonly Location[]> {
    return (this.#locations ??= resolveLocations(this.#request));
  }

  #places(): Promise<Places> {
    return (this.#found ??= this.#findPlaces());
  }

  async #findPlaces(): Promise<Places> {
    const { workingDirectory } = this.#request;
    return { root: await rootOf(await this.#resolved(), workingDirectory), workingDirectory };
  }
}

function capabilitiesOf(format: FormatName): Pick<SourceCapabilities, 'columnSelection' | 'untypedText'> {
  if (format === 'idx' || format === 'images') return { columnSelection: false, untypedText: false };
  const { access, untypedText } = formatOf({ format });
  return { columnSelection: access === 'indexed', untypedText };
}

/** The sum, unless one is not known. */
function total(numbers: readonly (number | undefined)[]): number | undefined {
  return numbers.every((number) => number !== undefined) ? numbers.reduce((sum, number) => sum + number, 0) : undefined;
}
