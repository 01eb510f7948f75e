/** Files and streams, told by their first bytes. */
import { invalidArrow, truncatedArrow } from './error.ts';

/** How many bytes tell. */
export const kindByteLength = 8;
/** What a file begins and ends with. */
export const magic: Uint8Array = new TextEncoder().encode('ARROW1');
const parquetMagic = new TextEncoder().encode('PAR1');
/** What the messages of a stream begin with. */
export const continuationBytes: Uint8Array = Uint8Array.of(0xff, 0xff, 0xff, 0xff);
const featherMagic = new TextEncoder().encode('FEA1');

/** What the first {@link kindByteLength} bytes begin. @throws InvalidDataError */
export function kindOf(beginning: Uint8Array): 'file' | 'stream' {
  if (beginning.length === 0) throw truncatedArrow('the data end before the schema', { byteOffset: 0 });
  if (startsWith(beginning, magic.subarray(0, beginning.length))) return 'file';
  if (startsWith(beginning, featherMagic)) throw invalidArrow('the file is in Feather version 1, which is no Arrow; write it anew as Feather version 2', { byteOffset: 0 });
  if (!beginsMessage(beginning)) throw invalidArrow(`the data do not begin as an Arrow file or stream does${startsWith(beginning, parquetMagic) ? ', but as Parquet' : ''}; say the format that they are in (--format)`, { byteOffset: 0 });
  return 'stream';
}

/** A message begins with four bytes of ones; before Arrow 0.15 it began with the length of its metadata, which for a schema is small. */
function beginsMessage(beginning: Uint8Array): boolean {
  return startsWith(beginning, continuationBytes.subarray(0, beginning.length)) || beginning.length < 4 || beginning[3] === 0;
}

/** Whether bytes begin with others. */
export function startsWith(bytes: Uint8Array, beginning: Uint8Array): boolean {
  return bytes.length >= beginning.length && beginning.every((byte, index) => bytes[index] === byte);
}
