/** A database file at rest, page by page (SQLite's file format, sections 1.3 and 1.6). */
import { closeSync, openSync, readSync } from 'node:fs';
import type { FileVersion } from './version.ts';

const headerByteLength = 100;
const pageSizeOffset = 16;
const reservedOffset = 20;
/** Stands for 65,536. */
const largestPageSize = 1;

/** Pages of a file that no one writes to. */
export class PageFile {
  readonly pageSize: number;
  /** Bytes of a page that hold data. */
  readonly usableSize: number;
  readonly pageCount: number;
  readonly #file: number;

  constructor(path: string, { byteLength }: FileVersion) {
    this.#file = openSync(path, 'r');
    const header = Buffer.alloc(headerByteLength);
    readSync(this.#file, header, 0, headerByteLength, 0);
    const size = header.readUInt16BE(pageSizeOffset);
    this.pageSize = size === largestPageSize ? 65_536 : size;
    this.usableSize = this.pageSize - header[reservedOffset]!;
    this.pageCount = this.pageSize === 0 ? 0 : Math.floor(byteLength / this.pageSize);
  }

  /** Reads `count` pages from page `first`, which is counted from 1, into `target`; whether they are all there. */
  read(first: number, count: number, target: Uint8Array): boolean {
    if (first < 1 || first + count - 1 > this.pageCount) return false;
    const byteLength = count * this.pageSize;
    return readSync(this.#file, target, 0, byteLength, (first - 1) * this.pageSize) === byteLength;
  }

  close(): void {
    closeSync(this.#file);
  }
}
