/** JSON: the elements of a root array are the records, any other root is one record, or the first of lines of them. */
import { InvalidDataError } from '@datasig/core';
import type { Batch } from '@datasig/core/spec';
import type { StreamFormat, StreamReadOptions } from '../format.ts';
import { ByteWindow } from '../window.ts';
import { ElementScanner } from './element-scanner.ts';
import { assertNotEmpty } from './empty.ts';
import { lineEnd, readJsonLines } from './json-lines.ts';
import { JsonRecords } from './records.ts';
import { readSingleValue } from './single-value.ts';

const openBracket = 0x5b;
const openBrace = 0x7b;
const closeBracket = 0x5d;
const comma = 0x2c;

async function* readJson(chunks: AsyncIterable<Uint8Array>, { signal, numberLiterals }: StreamReadOptions = {}): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  const records = new JsonRecords(numberLiterals);
  try {
    await window.skipByteOrderMark();
    assertNotEmpty(window);
    const lines = { line: 1 };
    const first = await nextByte(window, lines);
    if (first === openBracket) {
      window.position++;
      yield* readElements(window, records, lines);
    } else if (first === openBrace && (await holdsLines(window))) {
      yield* readJsonLines(window, records, lines.line);
    } else {
      while (await window.more());
      records.add(window.bytes, window.position, window.end, lines.line, window.offsetOf(window.position));
      yield records.take();
    }
  } finally {
    await window.close();
  }
}

/** Whether the line at the window is a whole object, as in files of JSON Lines that are named .json. */
async function holdsLines(window: ByteWindow): Promise<boolean> {
  const end = await lineEnd(window);
  if (end === window.end) return false;
  try {
    readSingleValue(window.bytes.subarray(window.position, end), 1, false);
    return true;
  } catch (error) {
    if (error instanceof InvalidDataError) return false;
    throw error;
  }
}

/** The next byte that is no white space, which the window then stands at; -1 at the end. Counts lines. */
async function nextByte(window: ByteWindow, lines: { line: number }): Promise<number> {
  for (;;) {
    const byte = peek(window, lines);
    if (byte !== -1 || !(await window.more())) return byte;
  }
}

/** The next byte at hand as {@link nextByte} has it; -1 when there is none. */
function peek(window: ByteWindow, lines: { line: number }): number {
  for (; window.position < window.end; window.position++) {
    const byte = window.bytes[window.position]!;
    if (byte === 0x0a) lines.line++;
    else if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d) return byte;
  }
  return -1;
}

async function* readElements(window: ByteWindow, records: JsonRecords, lines: { line: number }): AsyncIterable<Batch> {
  let next = await nextByte(window, lines);
  if (next === closeBracket) window.position++;
  while (next !== closeBracket) {
    addElements(window, records, lines);
    if (!records.isFull) {
      await nextByte(window, lines);
      const { end, lineCount } = await elementEnd(window);
      records.add(window.bytes, window.position, end, lines.line, window.offsetOf(window.position));
      lines.line += lineCount;
      next = window.bytes[end]!;
      window.position = end + 1;
      if (next === comma) await nextByte(window, lines);
      else if (next !== closeBracket) throw unexpected(window, end, lines);
    }
    if (records.isFull) {
      yield records.take();
      records.clear();
    }
  }
  if ((await nextByte(window, lines)) !== -1) throw unexpected(window, window.position, lines);
  if (records.rowCount > 0) yield records.take();
}

/** Adds elements as long as they can be read quickly and another follows, at which the window then stands. */
function addElements(window: ByteWindow, records: JsonRecords, lines: { line: number }): void {
  while (!records.isFull) {
    const after = records.addQuickly(window.bytes, window.position, window.end, lines.line, window.offsetOf(window.position), comma);
    if (after === -1) return;
    window.position = after;
    lines.line += records.quickLineCount;
    peek(window, lines);
  }
}

/** Where the element at the window ends; the window holds all of it then. */
async function elementEnd(window: ByteWindow): Promise<{ readonly end: number; readonly lineCount: number }> {
  const scanner = new ElementScanner();
  scanner.position = window.position;
  for (;;) {
    const end = scanner.scan(window.bytes, window.end);
    if (end !== -1) return { end, lineCount: scanner.lineCount };
    // What was scanned stays scanned: the window may move the bytes, not the distance.
    const scanned = scanner.position - window.position;
    if (window.final) throw new InvalidDataError('invalid-json', 'the array is never closed', { byteOffset: window.offsetOf(window.end) });
    await window.more();
    scanner.position = window.position + scanned;
  }
}

function unexpected(window: ByteWindow, index: number, { line }: { readonly line: number }): InvalidDataError {
  return new InvalidDataError('invalid-json', 'expected nothing more after the value', { line, byteOffset: window.offsetOf(index) });
}

/** JSON. */
export const json: StreamFormat = { access: 'stream', name: 'json', extensions: ['.json'], untypedText: false, holdsImages: false, read: readJson };
