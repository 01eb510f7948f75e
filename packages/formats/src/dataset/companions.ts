/** Files that tell of all others in their folder what they hold: each is read once. */
import { InvalidDataError } from '@datasig/core';
import { decodeUtf8 } from '../utf8.ts';
import { folderOf, inFolder } from './file-name.ts';
import { begin } from './opening.ts';
import type { FileReference, FileStore } from './stored-file.ts';

const byteLimit = 4 * 1024 * 1024;

/** Texts, by the name of the file. */
export class Companions {
  readonly #store: FileStore;
  readonly #texts = new Map<string, Promise<string | undefined>>();

  constructor(store: FileStore) {
    this.#store = store;
  }

  /** The text of the file `baseName` in the folder of `file`; undefined where there is none. @throws InvalidDataError with the file, SourceError */
  async beside({ name, version }: FileReference, baseName: string, signal: AbortSignal | undefined): Promise<string | undefined> {
    // Beside a stream there is nothing.
    if (version === undefined) return undefined;
    const companion = inFolder(folderOf(name), baseName);
    const known = this.#texts.get(companion);
    if (known !== undefined) return known;
    const text = this.#read(companion, signal);
    this.#texts.set(companion, text);
    return text;
  }

  async #read(name: string, signal: AbortSignal | undefined): Promise<string | undefined> {
    const file = await this.#store.find(name);
    if (file?.version === undefined) return undefined;
    return begin(this.#store, { ...file, compression: null }, async (chunks) => decodeUtf8(await allBytes(chunks)), signal);
  }
}

async function allBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  for await (const chunk of chunks) {
    byteLength += chunk.length;
    if (byteLength > byteLimit) throw new InvalidDataError('invalid-metadata', `a file that tells of others has more than ${byteLimit} bytes`);
    pieces.push(chunk.slice());
  }
  const bytes = new Uint8Array(byteLength);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
