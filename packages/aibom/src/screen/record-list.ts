/** Lists of record digests: text, 64 hex digits a line, after a first line that says how they were made. */
import { type Canonicalization, canonicalizationFor, DatasigError, recordDigestByteLength } from '@datasig/core';
import { DigestSet } from './digest-set.ts';
import { formatHeader, listMalformed, parseHeader } from './header.ts';
import { type KnownRecords, listFormat, lowerBound } from './known-records.ts';

/** Most digests of a list: 128 MiB of them. */
export const listCountLimit: number = 2 ** 22;
/** Comments may be as long. */
const lineByteLimit = 1024;

/** A list of records, exact. */
export class RecordList implements KnownRecords {
  readonly canonicalization: Canonicalization;
  readonly falsePositiveRate = 0;
  /** Nothing is added to it any more. */
  readonly digests: DigestSet;
  #sorted: Uint8Array | undefined;
  #hashes: BigUint64Array | undefined;

  constructor(canonicalization: Canonicalization, digests: DigestSet) {
    this.canonicalization = canonicalization;
    this.digests = digests;
  }

  get count(): number {
    return this.digests.count;
  }

  has(digests: Uint8Array, offset: number): boolean {
    return this.digests.has(digests, offset);
  }

  hasHash(hash: bigint): boolean {
    const hashes = this.sortedHashes();
    return hashes[lowerBound(hashes, hash)] === hash;
  }

  countBelow(threshold: bigint): number {
    return lowerBound(this.sortedHashes(), threshold);
  }

  /** All digests ascending, 32 bytes each, not to be changed. */
  sortedDigests(): Uint8Array {
    return (this.#sorted ??= this.digests.toSorted());
  }

  /** Their hashes, the first 64 bits, ascending, not to be changed. */
  sortedHashes(): BigUint64Array {
    return (this.#hashes ??= hashesOf(this.sortedDigests()));
  }
}

/** The hashes, the first 64 bits, of digests one after the other. */
function hashesOf(digests: Uint8Array): BigUint64Array {
  const view = new DataView(digests.buffer, digests.byteOffset, digests.byteLength);
  return BigUint64Array.from({ length: digests.length / recordDigestByteLength }, (_, index) => view.getBigUint64(index * recordDigestByteLength));
}

/** Reads a list piece by piece: larger ones than fit into a text are no trouble. */
export class RecordListReader {
  readonly #digests: DigestSet = new DigestSet();
  readonly #digest: Uint8Array = new Uint8Array(recordDigestByteLength);
  #canonicalization: Canonicalization | undefined;
  /** What a piece left of its last line. */
  #rest: Uint8Array = new Uint8Array(0);
  #line = 0;

  /** @throws DatasigError `record-list-malformed` with the line, `record-list-too-large` */
  add(bytes: Uint8Array): void {
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, start)) {
      const piece = bytes.subarray(start, end);
      this.#take(this.#rest.length === 0 ? piece : join(this.#rest, piece));
      this.#rest = new Uint8Array(0);
      start = end + 1;
    }
    this.#rest = join(this.#rest, bytes.subarray(start));
    if (this.#rest.length <= lineByteLimit) return;
    this.#line++;
    throw this.#malformed();
  }

  /** @throws DatasigError `record-list-malformed` */
  finish(): RecordList {
    if (this.#rest.length > 0) this.#take(this.#rest);
    return new RecordList(this.#canonicalization ?? canonicalizationFor(), this.#digests);
  }

  #take(line: Uint8Array): void {
    this.#line++;
    const length = line.at(-1) === 0x0d ? line.length - 1 : line.length;
    if (length === 0 || line[0] === 0x23) return;
    if (line[0] === 0x7b && this.#line === 1) {
      this.#canonicalization = parseHeader(new TextDecoder().decode(line.subarray(0, length)), listFormat).canonicalization;
      return;
    }
    if (length !== 2 * recordDigestByteLength) throw this.#malformed();
    for (let index = 0; index < recordDigestByteLength; index++) this.#digest[index] = (this.#digit(line[2 * index]!) << 4) | this.#digit(line[2 * index + 1]!);
    if (this.#digests.count === listCountLimit && !this.#digests.has(this.#digest)) throw listTooLarge();
    this.#digests.add(this.#digest);
  }

  #digit(unit: number): number {
    if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
    const letter = unit | 0x20;
    if (letter >= 0x61 && letter <= 0x66) return letter - 0x61 + 10;
    throw this.#malformed();
  }

  #malformed(): DatasigError {
    return listMalformed('expected 64 hex digits, the digest of a record, or a comment (#)', this.#line);
  }
}

/** The error for a list that has more than {@link listCountLimit}. */
export function listTooLarge(): DatasigError {
  return new DatasigError('record-list-too-large', `the list has more than ${listCountLimit} digests; cut it into several`, { context: { limit: listCountLimit } });
}

/** The text of a list, sorted: the same records, the same bytes. Handed out piece by piece. */
export function* writeRecordList(list: RecordList): Generator<string> {
  yield `${formatHeader(listFormat, list.canonicalization)}\n`;
  const sorted = list.sortedDigests();
  const digestsAtOnce = 4096 * recordDigestByteLength;
  for (let start = 0; start < sorted.length; start += digestsAtOnce) {
    const hex = [...sorted.subarray(start, start + digestsAtOnce)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    yield hex.replace(/.{64}/g, '$&\n');
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
