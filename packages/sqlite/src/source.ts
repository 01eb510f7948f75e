/** The source over a database: what it is, how it is cut, and its records. */
import type { Batch, PlanOptions, ReadOptions, Reopening, Shard, Source, SourceDescription } from '@datasig/core/spec';
import type { ReadingOf } from './batches.ts';
import type { Connection } from './connection.ts';
import { type CheckedTables, checkTables } from './integrity.ts';
import type { DatabaseLocation } from './location.ts';
import type { LiveSnapshot } from './live-snapshot.ts';
import type { CheckedOptions } from './options.ts';
import { ShardProgress } from './progress.ts';
import { RangeReader } from './read-range.ts';
import { readRows } from './read-rows.ts';
import type { Query } from './row-source.ts';
import { cutUnit, descriptorOf, rangeOf, type ShardDescriptor, withCheck } from './shards.ts';
import { readEncoding, type TextEncoding } from './text-check.ts';
import { commonSchema, formUnits, measureUnits, type Unit, type UnitSize } from './units.ts';
import { changed } from './version.ts';

/** Smaller ones are checked in less than a second. */
const largeByteLength = 256 * 1024 * 1024;

/** What is to be read, and what it is called. */
export interface SourceSetup {
  readonly open: () => Promise<Connection>;
  /** Where it is, if not handed over by the caller. */
  readonly file?: DatabaseLocation;
  /** Where the database may be written to by others, and opened by several threads. */
  readonly openSnapshot?: (beginAnew: () => void) => LiveSnapshot;
  readonly options: CheckedOptions;
  readonly query?: Query;
  readonly name: string;
  readonly location: string;
  readonly reopening?: Reopening;
}

/** Everything that is known before a record is read. */
interface Inventory {
  readonly connection: Connection;
  readonly encoding: TextEncoding;
  readonly units: readonly Unit[];
}

/** A database, opened when it is first asked about; its transaction lasts until it is closed. */
export class SqliteSource implements Source {
  readonly specVersion = 'v1' as const;
  readonly reopening?: Reopening;
  readonly #setup: SourceSetup;
  /** Once the database has been looked at and found to be in use. */
  snapshot: LiveSnapshot | undefined;
  #inventory: Promise<Inventory> | undefined;
  #sizes: readonly UnitSize[] | undefined;
  #isChecked = false;

  constructor(setup: SourceSetup) {
    this.#setup = setup;
    if (setup.reopening !== undefined) this.reopening = setup.reopening;
  }

  async describe(signal?: AbortSignal): Promise<SourceDescription> {
    const inventory = await this.#lookAt(signal);
    const { connection, units } = inventory;
    const schema = commonSchema(units);
    const { types } = this.#setup.options;
    const sizes = await connection.guard(() => this.#measure(inventory));
    return {
      name: this.#setup.name,
      connector: 'sqlite',
      location: this.#setup.location,
      ...(schema !== undefined && { schema }),
      byteLength: sizes.reduce((sum, { byteLength }) => sum + byteLength, 0),
      ...(types !== 'stored' && { transforms: [{ id: 'declared-types/1', unixTimes: types === 'declared-unix' }] }),
      ...(connection.warnings.length > 0 && { warnings: connection.warnings }),
      capabilities: { reopenable: connection.version !== undefined, columnSelection: true, untypedText: false },
    };
  }

  async shards(options: PlanOptions = {}): Promise<readonly Shard[]> {
    const inventory = await this.#lookAt(options.signal);
    const { connection, units } = inventory;
    const { version } = connection;
    // Later it could not be cancelled.
    if (version !== undefined && version.byteLength >= largeByteLength) await connection.guard(() => this.#checkLarge(inventory, options.signal));
    const sizes = await connection.guard(() => this.#measure(inventory));
    const context = { version, differ: commonSchema(units) === undefined };
    const shards = units.flatMap((unit, index) => cutUnit(unit, sizes[index]!, context, options));
    return this.#setup.options.check && !this.#isChecked ? withCheck(shards) : shards;
  }

  async *read(shard: Shard, options: ReadOptions = {}): AsyncIterable<Batch> {
    options.signal?.throwIfAborted();
    const inventory = await this.#lookAt(options.signal);
    const { connection } = inventory;
    const descriptor = descriptorOf(shard);
    if (descriptor.check) await connection.guard(() => this.#check(inventory));
    const progress = new ShardProgress(shard.byteLength ?? 0, descriptor.rowCount, options.onBytes);
    const batches = this.#open(inventory, descriptor, options.columns);
    try {
      for (;;) {
        options.signal?.throwIfAborted();
        const next = await connection.guard(() => batches.next());
        if (next.done === true) break;
        yield next.value;
        if (next.value.kind === 'columns') progress.advance(next.value.rowCount);
      }
      await connection.assertUnchanged(descriptor.version ?? undefined);
    } finally {
      batches.return(undefined);
    }
    progress.end();
  }

  async close(): Promise<void> {
    const inventory = await this.#inventory?.catch(() => undefined);
    this.#inventory = undefined;
    this.snapshot?.close();
    this.snapshot = undefined;
    inventory?.connection.close();
  }

  #open({ connection, units, encoding }: Inventory, descriptor: ShardDescriptor, columns: readonly string[] | undefined): Generator<Batch> {
    const { database, shown, version } = connection;
    const unit = units.find(({ source }) => (source.table?.name ?? null) === descriptor.table);
    if (unit === undefined || (descriptor.version === null) !== (version === undefined)) throw changed(shown);
    const { source } = unit;
    const wanted = columns === undefined ? source.columns : source.columns.filter(({ name }) => columns.includes(name));
    const reading: ReadingOf = { database, source, columns: wanted, types: this.#setup.options.types, encoding };
    const range = rangeOf(descriptor);
    if (range === undefined) return readRows(reading);
    return connection.plainRows(reading, range) ?? new RangeReader(reading).read(range);
  }

  /** Damage that is met here is what the check is there to name. */
  #measure(inventory: Inventory): readonly UnitSize[] {
    try {
      this.#sizes ??= measureUnits(inventory.units, inventory.connection);
      return this.#sizes;
    } catch (error) {
      if (this.#setup.options.check) this.#check(inventory);
      throw error;
    }
  }

  /** In a process that can be ended, where there is a file for it; what it finds, the check here says. */
  async #checkLarge(inventory: Inventory, signal: AbortSignal | undefined): Promise<void> {
    const { options, file } = this.#setup;
    if (this.#isChecked || !options.check) return;
    const { passesCheck } = await import('./check-process.ts');
    const hasPassed = file !== undefined && (await passesCheck({ location: file, tables: checkedTables(inventory.units), busyTimeoutMs: options.busyTimeoutMs }, signal));
    if (hasPassed) this.#isChecked = true;
    else this.#check(inventory);
  }

  #check({ units, connection: { database, shown } }: Inventory): void {
    if (this.#isChecked) return;
    checkTables(database, checkedTables(units), shown);
    this.#isChecked = true;
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
    const connection = await this.#setup.open();
    try {
      return await connection.guard(() => {
        const units = this.#formUnits(connection);
        if (connection.version === undefined) this.snapshot = this.#setup.openSnapshot?.(() => this.#beginAnew(connection, units));
        return { connection, encoding: readEncoding(connection.database), units };
      });
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  #formUnits(connection: Connection): readonly Unit[] {
    return formUnits(connection, this.#setup.options, this.#setup.query);
  }

  /** What was told of tables and columns has to hold in the new transaction, too. */
  #beginAnew(connection: Connection, units: readonly Unit[]): void {
    connection.beginAnew();
    this.#isChecked = false;
    if (JSON.stringify(this.#formUnits(connection).map(describeUnit)) !== JSON.stringify(units.map(describeUnit))) throw changed(connection.shown);
  }
}

/** What a view or a query reads is not known. */
function checkedTables(units: readonly Unit[]): CheckedTables {
  const tables = units.map(({ source }) => source.table);
  return tables.every((table) => table !== undefined && !table.isView) ? tables.map((table) => table!.name) : 'all';
}

function describeUnit({ source: { table, columns }, schema }: Unit): unknown {
  return { table, columns, schema };
}
