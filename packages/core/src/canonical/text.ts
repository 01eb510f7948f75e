/** Text as UTF-8 exactly as it stands: no normalisation, no replacement characters (RFC 3629). */
import { InvalidDataError } from '../errors.ts';
import { type CanonicalWriter, major } from './writer.ts';

const encoder = new TextEncoder();
// `ignoreBOM` keeps a leading U+FEFF, which would else be dropped silently.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Writes a string. @throws InvalidDataError `lone-surrogate` */
export function writeText(writer: CanonicalWriter, text: string): void {
  if (text.length < 24 && writeShortAscii(writer, text)) return;
  if (!text.isWellFormed()) {
    throw new InvalidDataError('lone-surrogate', 'text holds a lone UTF-16 surrogate; expected well-formed Unicode');
  }
  const bytes = encoder.encode(text);
  writer.head(major.text, bytes.length);
  writer.raw(bytes);
}

/** Most field names and many values: one byte a character, the length in the head. */
function writeShortAscii(writer: CanonicalWriter, text: string): boolean {
  writer.reserve(24);
  const { bytes, length } = writer;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x80) return false;
    bytes[length + 1 + i] = unit;
  }
  bytes[length] = major.text | text.length;
  writer.length = length + 1 + text.length;
  return true;
}

/** Decodes UTF-8 exactly. @throws InvalidDataError `invalid-utf8` */
export function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new InvalidDataError('invalid-utf8', 'text is not valid UTF-8', {}, { cause });
  }
}

/** Whether `bytes` are valid UTF-8. */
export function isValidText(bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The first of `rowCount` texts that is not valid UTF-8, or -1; rows that `valid` marks as null do not count.
 * The whole run is checked at once: it is valid row by row when it is valid as a whole and no row begins inside
 * a character.
 */
export function firstInvalidText(bytes: Uint8Array, offsets: Uint32Array, rowCount: number, valid?: Uint8Array): number {
  const run = bytes.subarray(offsets[0], offsets[rowCount]);
  if (isValidText(run) && !splitsCharacter(bytes, offsets, rowCount)) return -1;
  for (let row = 0; row < rowCount; row++) {
    if (valid !== undefined && valid[row] === 0) continue;
    if (!isValidText(bytes.subarray(offsets[row], offsets[row + 1]))) return row;
  }
  return -1;
}

function splitsCharacter(bytes: Uint8Array, offsets: Uint32Array, rowCount: number): boolean {
  const end = offsets[rowCount] as number;
  for (let row = 1; row < rowCount; row++) {
    const offset = offsets[row] as number;
    if (offset < end && ((bytes[offset] as number) & 0xc0) === 0x80) return true;
  }
  return false;
}
