/** The memory that the open pages of a row group may take together. */
import { InvalidDataError } from '@datasig/core';

/** Every column has a page open, and a dictionary; what they are said to take is checked before it is allocated: 4 GiB. */
export const openPageByteLimit: number = 4 * 1024 * 1024 * 1024;

/** Counts the bytes of open pages. */
export class PageRoom {
  #byteLength = 0;

  /** Counts a page of `byteLength` that takes the place of one of `before`. @throws InvalidDataError `record-too-large` */
  replace(before: number, byteLength: number): void {
    this.#byteLength += byteLength - before;
    if (this.#byteLength <= openPageByteLimit) return;
    throw new InvalidDataError('record-too-large', `the pages of a row group that are read together take more than ${openPageByteLimit} bytes; read fewer columns with --columns`);
  }
}
