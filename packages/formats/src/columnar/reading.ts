/** Columns as a file stores them, read as its metadata say: what Parquet and Arrow have in common. */
import { InvalidArgumentError } from '@datasig/core';
import type { Batch, SchemaField } from '@datasig/core/spec';
import type { Declaration } from '../format.ts';
import { decodeImageColumns } from '../image/decode-columns.ts';
import { both, type Conversion, convertColumns } from './conversion.ts';
import { readFeatures } from './features.ts';

/** How stored columns are read. */
export interface ColumnReading {
  readonly schema: readonly SchemaField[];
  readonly conversions: ReadonlyMap<string, Conversion>;
  readonly images: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

/** What a file says of its columns: their types as stored, and what those go through before features are looked at. */
export interface StoredColumns {
  readonly schema: readonly SchemaField[];
  readonly conversions?: ReadonlyMap<string, Conversion>;
  readonly metadata: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/** The reading of a file's columns. */
export function readingOf({ schema, conversions = new Map(), metadata, warnings }: StoredColumns): ColumnReading {
  const features = readFeatures(schema, metadata);
  const all = new Map<string, Conversion>();
  for (const name of new Set([...conversions.keys(), ...features.conversions.keys()])) all.set(name, both(conversions.get(name), features.conversions.get(name))!);
  return { schema: features.schema, conversions: all, images: features.images, warnings: [...warnings, ...features.warnings] };
}

/** The declaration of a file; images that are decoded are typed by their records. @throws InvalidArgumentError where there are none */
export function declarationOf({ schema, images, warnings }: ColumnReading, pixels: boolean): Pick<Declaration, 'schema' | 'warnings'> {
  if (pixels && images.size === 0) {
    throw new InvalidArgumentError('invalid-argument', 'pixels: no column of the file is declared to hold images; leave the option out', { context: { option: 'pixels' } });
  }
  return { schema: schema.map((field) => (pixels && images.has(field.name) ? { name: field.name, type: { type: 'null' } } : field)), warnings };
}

/** Stored batches as they are read. @throws InvalidDataError */
export async function* readColumns(stored: AsyncIterable<Batch>, { conversions, images }: ColumnReading, pixels: boolean): AsyncIterable<Batch> {
  const converted = convertAll(stored, conversions);
  yield* pixels ? decodeImageColumns(converted, (name) => images.has(name)) : converted;
}

async function* convertAll(batches: AsyncIterable<Batch>, conversions: ReadonlyMap<string, Conversion>): AsyncIterable<Batch> {
  for await (const batch of batches) yield convertColumns(batch, conversions);
}
