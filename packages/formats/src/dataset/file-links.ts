/** The columns of a metadata file that name files, and the names in their rows. */
import { InvalidDataError } from '@datasig/core';
import type { Column, ColumnBatch, LogicalType, SchemaField } from '@datasig/core/spec';
import { inFolder } from './file-name.ts';
import { type FileColumn, fileColumnOf, type MediaFormat } from './media.ts';

/** By the name of the column. Plain data. */
export type FileLinks = Readonly<Record<string, FileColumn>>;

/** Names in a row: one or several, null where there is none. */
export type RowNames = string | null | readonly (string | null)[];

/** The columns of a schema that name files: those of text, or lists of it. @throws InvalidDataError `duplicate-column` */
export function declaredLinks(schema: readonly SchemaField[], format: MediaFormat): FileLinks {
  const links: Record<string, FileColumn> = {};
  for (const { name, type } of schema) {
    const link = fileColumnOf(name, format);
    if (link !== undefined && isOf(type, link)) links[name] = link;
  }
  checkFields(schema.map(({ name }) => name), links);
  return links;
}

function isOf(type: LogicalType, { isList }: FileColumn): boolean {
  return isList ? type.type === 'list' && type.element.type === 'text' : type.type === 'text';
}

/** The columns of a batch, of which nothing was declared, that name files. @throws InvalidDataError `duplicate-column` */
export function linksOfBatch({ columns }: ColumnBatch, format: MediaFormat): FileLinks {
  const links = Object.fromEntries(columns.flatMap(({ name }) => [fileColumnOf(name, format)].flatMap((link) => (link === undefined ? [] : [[name, link]])))) as FileLinks;
  checkFields(columns.map(({ name }) => name), links);
  return links;
}

/** Two columns cannot become one field. */
function checkFields(columns: readonly string[], links: FileLinks): void {
  const fields = new Set<string>();
  for (const column of columns) {
    const field = links[column]?.field ?? column;
    if (fields.size === fields.add(field).size) throw new InvalidDataError('duplicate-column', `two columns become the field ${JSON.stringify(field)}; rename one of them`, { column });
  }
}

/** The fields of the records: the columns, those that name files as what is in the files. */
export function linkedSchema(schema: readonly SchemaField[], links: FileLinks, pixels: boolean): readonly SchemaField[] {
  const media: LogicalType = { type: pixels ? 'null' : 'bytes' };
  return schema.map((field) => {
    const link = links[field.name];
    if (link === undefined) return field;
    return { name: link.field, type: link.isList ? { type: 'list', element: media } : media };
  });
}

const utf8: TextDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a row of a column names; `emptyIsNull` for text without types. @throws InvalidDataError */
export function namesAt(column: Column, { isList }: FileColumn, row: number, emptyIsNull: boolean): RowNames {
  if (column.valid?.[row] === 0) return null;
  if (column.type === 'text' && !isList) {
    const bytes = column.bytes.subarray(column.offsets[row], column.offsets[row + 1]);
    return bytes.length === 0 && emptyIsNull ? null : decodeName(bytes);
  }
  const value = column.type === 'values' ? (column.values[row] ?? null) : undefined;
  if (value === null) return null;
  if (!isList && typeof value === 'string') return value;
  if (isList && Array.isArray(value)) return value.map(nameIn);
  throw noName();
}

function nameIn(value: unknown): string | null {
  if (value === null || value === undefined || typeof value === 'string') return value ?? null;
  throw noName();
}

function decodeName(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new InvalidDataError('invalid-utf8', 'the name of a file is not UTF-8', {}, { cause });
  }
}

function noName(): InvalidDataError {
  return new InvalidDataError('invalid-metadata', 'expected the name of a file, as text');
}

/**
 * The file that a metadata file in `folder` names: below the folder, whatever it says.
 *
 * @throws InvalidDataError `unsafe-path`
 */
export function resolveName(folder: string, name: string): string {
  const segments: string[] = [];
  const given = name.replaceAll('\\', '/');
  const isInside = given !== '' && !given.startsWith('/') && !given.includes('\0') && !given.includes('://') && given.split('/').every((segment) => step(segments, segment));
  if (isInside && segments.length > 0) return inFolder(folder, segments.join('/'));
  throw new InvalidDataError('unsafe-path', 'the file that is named is not one below the folder of the metadata file; expected a relative path without a scheme');
}

/** Goes into a folder or out of one; false where that leads out of all. */
function step(segments: string[], segment: string): boolean {
  if (segment === '..') return segments.pop() !== undefined;
  if (segment !== '' && segment !== '.') segments.push(segment);
  return true;
}
