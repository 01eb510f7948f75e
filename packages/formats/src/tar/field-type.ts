/** Which type a file in an archive has, by the endings that WebDataset's basic decoders know. */
import { InvalidDataError, parseNumberLiteral } from '@datasig/core';
import { decodeLatin1 } from '../utf8.ts';

/** How a field is read. */
export type FieldType = 'text' | 'integer' | 'json' | 'bytes';

const types: ReadonlyMap<string, FieldType> = new Map([
  ...['txt', 'text', 'transcript'].map((ending) => [ending, 'text'] as const),
  ...['cls', 'cls2', 'class', 'count', 'index', 'inx', 'id'].map((ending) => [ending, 'integer'] as const),
  ...['json', 'jsn'].map((ending) => [ending, 'json'] as const),
]);

/** The type by what follows the last dot of a field's name. */
export function fieldTypeOf(field: string): FieldType {
  return types.get(field.slice(field.lastIndexOf('.') + 1)) ?? 'bytes';
}

/** An integer in decimal digits, with ASCII white space around it. @throws InvalidDataError `invalid-tar`, `number-out-of-range` */
export function parseIntegerFile(bytes: Uint8Array): number | bigint {
  const match = /^[ \t-\r]*([+-]?)([0-9]+)[ \t-\r]*$/.exec(decodeLatin1(bytes, 0, bytes.length));
  if (match === null) throw new InvalidDataError('invalid-tar', 'a file with this ending holds an integer in decimal digits; it holds something else');
  return parseNumberLiteral(`${match[1] === '-' ? '-' : ''}${match[2]!.replace(/^0+(?=[0-9])/, '')}`);
}
