/** A kernel that keeps the digest of every record, so that any scheme can be given data as Datasig reads them. */
import { hash } from 'node:crypto';
import { Fingerprinter, type Kernel, type KernelParameters, type KernelResult, type KernelSession, referenceKernel } from '@datasig/core';
import type { Readable } from '@datasig/core/testing';
import { digestByteLength, type Digests, digestsOf } from '../digests.ts';

class DigestSession implements KernelSession {
  readonly #onDigest: (digest: Uint8Array) => void;
  readonly #parameters: KernelParameters;
  #buffer: Uint8Array = new Uint8Array(0);
  #recordCount = 0;

  constructor(parameters: KernelParameters, onDigest: (digest: Uint8Array) => void) {
    this.#parameters = parameters;
    this.#onDigest = onDigest;
  }

  reserve(byteLength: number, kept: number): Uint8Array {
    if (this.#buffer.length >= byteLength) return this.#buffer;
    const larger = new Uint8Array(2 * byteLength);
    larger.set(this.#buffer.subarray(0, kept));
    this.#buffer = larger;
    return larger;
  }

  absorb(ends: Uint32Array, count: number): void {
    for (let index = 0; index < count; index++) this.#onDigest(hash('sha256', this.#buffer.subarray(index === 0 ? 0 : ends[index - 1], ends[index]), 'buffer'));
    this.#recordCount += count;
  }

  finish(): KernelResult {
    return { ...referenceKernel.open(this.#parameters).finish(), recordCount: this.#recordCount };
  }
}

/** Records as they came: how many, and the digests of the distinct ones. */
export interface ReadRecords {
  readonly recordCount: number;
  readonly distinct: Digests;
}

/** Reads a source as a fingerprint would, and keeps digests for sketches. */
export async function digestRecords(source: Readable): Promise<ReadRecords> {
  const digests = new Map<string, Uint8Array>();
  let recordCount = 0;
  const kernel: Kernel = {
    name: 'digests',
    open: (parameters) =>
      new DigestSession(parameters, (digest) => {
        recordCount++;
        digests.set(Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('latin1'), digest);
      }),
  };
  const { schema, capabilities } = await source.describe();
  for (const shard of await source.shards()) {
    const declaredSchema = shard.schema ?? schema;
    const fingerprinter = new Fingerprinter({ kernel, identity: false, untypedText: capabilities.untypedText, ...(declaredSchema !== undefined && { declaredSchema }) });
    for await (const batch of source.read(shard)) fingerprinter.add(batch);
    fingerprinter.finish();
  }
  const bytes = new Uint8Array(digests.size * digestByteLength);
  [...digests.values()].forEach((digest, index) => bytes.set(digest, index * digestByteLength));
  return { recordCount, distinct: digestsOf(bytes) };
}

/** The true sizes of two sets of digests. */
export function countCommon(a: Digests, b: Digests): number {
  const key = ({ bytes }: Digests, index: number): string => Buffer.from(bytes.buffer, bytes.byteOffset + index * digestByteLength, digestByteLength).toString('latin1');
  const known = new Set(Array.from({ length: a.count }, (_, index) => key(a, index)));
  let common = 0;
  for (let index = 0; index < b.count; index++) if (known.has(key(b, index))) common++;
  return common;
}
