/** Arrow schemas: of files and streams, and the `ARROW:schema` of Parquet files. */
import { Endianness } from 'apache-arrow/fb/endianness';
import { Field } from 'apache-arrow/fb/field';
import { MessageHeader } from 'apache-arrow/fb/message-header';
import { Schema } from 'apache-arrow/fb/schema';
import { Encoding } from 'flatbuffers';
import { InvalidDataError } from '@datasig/core';
import { invalidArrow, parsed } from './error.ts';
import { metadataOf, textOf, vectorLength } from './flat.ts';
import { readMessage } from './message.ts';
import { readIndexType, readType } from './read-type.ts';
import type { ArrowDictionary, ArrowField, ArrowSchema } from './type.ts';

export type { ArrowField } from './type.ts';

/** Types are nested this deep at most. */
const depthLimit = 64;
/** Bytes that a field takes in metadata at least. */
const leastFieldByteLength = 16;
const continuation = 0xffff_ffff;

/**
 * The schema of an encapsulated schema message, as `ARROW:schema` of a Parquet file holds one in base64.
 *
 * @throws InvalidDataError `invalid-arrow`, `depth-exceeded`
 */
export function readArrowSchema(message: Uint8Array): ArrowSchema {
  if (message.length < 8) throw invalidArrow('the schema is no message');
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const start = view.getUint32(0, true) === continuation ? 8 : 4;
  const byteLength = view.getInt32(start - 4, true);
  if (byteLength < 0 || byteLength > message.length - start) throw invalidArrow('the schema message ends too early');
  const { headerType, header } = readMessage(message.subarray(start, start + byteLength));
  if (headerType !== MessageHeader.Schema) throw invalidArrow('a message stands where the schema should be');
  return parsed('the schema', () => schemaOf(header(new Schema())));
}

/** The schema of a message or footer. @throws InvalidDataError `invalid-arrow`, `depth-exceeded`; others of the library */
export function schemaOf(schema: Schema): ArrowSchema {
  if (schema.endianness() !== Endianness.Little) throw invalidArrow('the data are big-endian; write the file anew on a little-endian machine');
  const reader = new FieldReader(schema.bb!.capacity());
  const fields = list(vectorLength(schema.fieldsLength(), 4, schema), (index) => reader.read(schema.fields(index)!, 1));
  return { fields, metadata: metadataOf(vectorLength(schema.customMetadataLength(), 4, schema), (index) => schema.customMetadata(index)!) };
}

/** Reads fields; tables may be shared in hostile metadata, so that there are more fields than bytes. */
class FieldReader {
  #left: number;

  constructor(byteLength: number) {
    this.#left = Math.floor(byteLength / leastFieldByteLength);
  }

  read(field: Field, depth: number): ArrowField {
    if (depth > depthLimit) throw new InvalidDataError('depth-exceeded', `types are nested deeper than ${depthLimit} levels`);
    if (this.#left-- <= 0) throw invalidArrow('the schema has more fields than bytes for them');
    const name = textOf(field.name(Encoding.UTF8_BYTES));
    if (name === undefined) throw new InvalidDataError('invalid-utf8', 'the name of a field is not valid UTF-8');
    const dictionary = dictionaryOf(field);
    return {
      name,
      nullable: field.nullable(),
      type: readType(field, name),
      children: list(vectorLength(field.childrenLength(), 4, field), (index) => this.read(field.children(index, new Field())!, depth + 1)),
      metadata: metadataOf(vectorLength(field.customMetadataLength(), 4, field), (index) => field.customMetadata(index)!),
      ...(dictionary !== undefined && { dictionary }),
    };
  }
}

function dictionaryOf(field: Field): ArrowDictionary | undefined {
  const dictionary = field.dictionary();
  return dictionary === null ? undefined : { id: dictionary.id(), indexType: readIndexType(dictionary.indexType()) };
}

function list<T>(length: number, element: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => element(index));
}
