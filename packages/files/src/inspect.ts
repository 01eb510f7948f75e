/** A look at the beginning of every file: what it declares, and whether all files declare the same. */
import { formatType, InvalidDataError, SourceError } from '@datasig/core';
import type { SchemaField } from '@datasig/core/spec';
import { checkIdxHeaders, idxByteRange, idxHeaderByteLimit, type IdxHeader, type IdxHeaders, idxSchema, readIdxHeader } from '@datasig/formats';
import { type Inputs, inFile } from './inputs.ts';
import { type DataFile, formatOf } from './recognize.ts';
import type { Unit } from './units.ts';

/** A unit and what the beginnings of its files say. */
export interface InspectedUnit extends Unit {
  /** Absent where only the records tell. */
  readonly schema?: readonly SchemaField[];
  /** Of IDX files. */
  readonly headers?: Required<IdxHeaders>;
}

/** Looks at the files of one unit. @throws InvalidDataError, SourceError */
export async function inspect(unit: Unit, inputs: Inputs, signal?: AbortSignal): Promise<InspectedUnit> {
  const [file, labelsFile] = unit.files as readonly [DataFile, DataFile?];
  if (labelsFile !== undefined) return inspectPair(unit, file, labelsFile, inputs, signal);
  const { schema: schemaOf } = formatOf(file);
  if (schemaOf === undefined) return unit;
  return { ...unit, schema: await inputs.begin(file, (chunks) => schemaOf(chunks), signal) };
}

async function inspectPair(unit: Unit, images: DataFile, labels: DataFile, inputs: Inputs, signal: AbortSignal | undefined): Promise<InspectedUnit> {
  const headerOf = (file: DataFile): Promise<IdxHeader> => inputs.begin(file, async (chunks) => checkLength(file, readIdxHeader(await firstBytes(chunks, idxHeaderByteLimit))), signal);
  const headers = { images: await headerOf(images), labels: await headerOf(labels) };
  await inFile(images.shown, async () => checkIdxHeaders(headers));
  return { ...unit, headers, schema: idxSchema(headers) };
}

/** Plain files show before they are read whether they are whole. */
function checkLength({ version, compression }: DataFile, header: IdxHeader): IdxHeader {
  const { start: expected } = idxByteRange(header, { start: header.shape[0]!, end: header.shape[0]! });
  const byteLength = compression === null ? version!.byteLength : expected;
  if (byteLength === expected) return header;
  const reason = `the file has ${byteLength} bytes; its header says ${header.shape[0]} records, which take ${expected}`;
  throw new InvalidDataError(byteLength < expected ? 'truncated' : 'invalid-idx', reason, { byteOffset: Math.min(byteLength, expected) });
}

async function firstBytes(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(limit);
  let length = 0;
  for await (const chunk of chunks) {
    bytes.set(chunk.subarray(0, limit - length), length);
    length = Math.min(limit, length + chunk.length);
    if (length === limit) break;
  }
  return bytes.subarray(0, length);
}

/**
 * The schema that all units declare; undefined where they declare none.
 *
 * @throws SourceError `invalid-schema` when two differ in a field; their order is free
 */
export function commonSchema(units: readonly InspectedUnit[]): readonly SchemaField[] | undefined {
  const [first, ...others] = units;
  for (const other of others) {
    const field = differingField(first?.schema, other.schema);
    if (field !== undefined) throw differentSchemas(first!, other, field);
  }
  return first?.schema;
}

/** Whether all units declare the same fields. */
export function declareAlike([first, ...others]: readonly InspectedUnit[]): boolean {
  return others.every((other) => differingField(first?.schema, other.schema) === undefined);
}

function differingField(a: readonly SchemaField[] = [], b: readonly SchemaField[] = []): string | undefined {
  const typesOf = (schema: readonly SchemaField[]): Map<string, string> => new Map(schema.map(({ name, type }) => [name, formatType(type)]));
  const [typesA, typesB] = [typesOf(a), typesOf(b)];
  return [...typesA.keys(), ...typesB.keys()].find((name) => typesA.get(name) !== typesB.get(name));
}

function differentSchemas(a: Unit, b: Unit, field: string): SourceError {
  return new SourceError(
    'invalid-schema',
    `${a.shown} and ${b.shown} differ in the column ${JSON.stringify(field)}; files of one dataset have equal columns: name fewer files, or make each a part of its own (--per-file)`,
    { context: { files: [a.shown, b.shown], column: field } },
  );
}
