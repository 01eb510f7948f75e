/**
 * The framing of TFRecord files: length as uint64 little-endian, its masked CRC-32C, the record, its masked CRC-32C
 * (TensorFlow, `tensorflow/core/lib/io/record_writer.h`).
 */
import { InvalidDataError } from '@datasig/core';
import { crc32c } from '../codecs/crc32c.ts';
import { recordByteLimit } from '../format.ts';
import type { ByteWindow } from '../window.ts';

const lengthByteLength = 8;
const checksumByteLength = 4;
const headByteLength: number = lengthByteLength + checksumByteLength;
const maskDelta = 0xa282_ead8;

/** A record: `bytes[start, end)` of the window, until more is read. */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Where the record's frame begins in the stream. */
  readonly byteOffset: number;
}

/** The next record; undefined at the end. @throws InvalidDataError `truncated`, `checksum-mismatch`, `record-too-large` */
export async function nextFrame(window: ByteWindow): Promise<Frame | undefined> {
  const byteOffset = window.offsetOf(window.position);
  if (window.position === window.end && !(await window.more())) return undefined;
  if (!(await window.fill(headByteLength))) throw truncated(byteOffset);
  const byteLength = lengthAt(window, byteOffset);
  if (!(await window.fill(headByteLength + byteLength + checksumByteLength))) throw truncated(byteOffset);
  const { bytes, position } = window;
  const start = position + headByteLength;
  const end = start + byteLength;
  if (maskedChecksum(bytes, start, end) !== uint32(bytes, end)) throw mismatch('a record', byteOffset);
  window.position = end + checksumByteLength;
  return { bytes, start, end, byteOffset };
}

/** A length is believed, and room made for so much, once its checksum holds. */
function lengthAt({ bytes, position }: ByteWindow, byteOffset: number): number {
  if (maskedChecksum(bytes, position, position + lengthByteLength) !== uint32(bytes, position + lengthByteLength)) throw mismatch('the length of a record', byteOffset);
  const byteLength = uint32(bytes, position + 4) * 2 ** 32 + uint32(bytes, position);
  if (byteLength <= recordByteLimit - headByteLength - checksumByteLength) return byteLength;
  throw new InvalidDataError('record-too-large', `a record has ${byteLength} bytes; the limit is ${recordByteLimit}`, { byteOffset });
}

function maskedChecksum(bytes: Uint8Array, start: number, end: number): number {
  const checksum = crc32c(bytes, start, end);
  return (((checksum >>> 15) | (checksum << 17)) + maskDelta) >>> 0;
}

function uint32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

function truncated(byteOffset: number): InvalidDataError {
  return new InvalidDataError('truncated', 'the file ends inside a record', { byteOffset });
}

function mismatch(what: string, byteOffset: number): InvalidDataError {
  return new InvalidDataError('checksum-mismatch', `${what} is damaged, or the file is no TFRecord file: the checksum is another (CRC-32C)`, { byteOffset });
}
