/**
 * k-mins with a cryptographic hash for each place: hash i of a record is H(digest ‖ i), i a uint32, big-endian (Broder
 * 1997, with the hash for a random permutation). Drawn as ideal hashes.
 */
import { hash } from 'node:crypto';
import { blake3 } from '@noble/hashes/blake3.js';
import { digestByteLength, toShare, type Digests, viewOf } from '../digests.ts';
import { drawIndependentMinima, schemeOfMinima, type Minima } from './minima.ts';
import type { Scheme } from './scheme.ts';

type HashFunction = (input: Uint8Array) => Uint8Array;

function hashedKMins(name: string, functionName: string, hashFunction: HashFunction): Scheme<Minima> {
  return schemeOfMinima({
    name,
    title: `k-mins, ${functionName} keyed by the place (Broder 1997)`,
    valueByteLength: 8,
    // A hash takes as long as some hundred simple steps.
    stepsPerRecord: (k) => 100 * k,
    lower: (minima, records) => lowerByHash(minima, records, hashFunction),
    draw: drawIndependentMinima,
  });
}

function lowerByHash(minima: Minima, { count, bytes }: Digests, hashFunction: HashFunction): void {
  const input = new Uint8Array(digestByteLength + 4);
  const inputView = viewOf(input);
  for (let index = 0; index < count; index++) {
    input.set(bytes.subarray(index * digestByteLength, (index + 1) * digestByteLength));
    for (let place = 0; place < minima.length; place++) {
      inputView.setUint32(digestByteLength, place);
      const view = viewOf(hashFunction(input));
      const value = toShare(view.getUint32(0), view.getUint32(4));
      if (value < minima[place]!) minima[place] = value;
    }
  }
}

/** SHA-256. */
export const kMinsSha256: Scheme<Minima> = hashedKMins('k-mins-sha-256', 'SHA-256', (input) => hash('sha256', input, 'buffer'));
/** SHA-1: broken for collisions, as even as any other. */
export const kMinsSha1: Scheme<Minima> = hashedKMins('k-mins-sha-1', 'SHA-1', (input) => hash('sha1', input, 'buffer'));
/** BLAKE3. */
export const kMinsBlake3: Scheme<Minima> = hashedKMins('k-mins-blake3', 'BLAKE3', (input) => blake3(input, { dkLen: 8 }));
