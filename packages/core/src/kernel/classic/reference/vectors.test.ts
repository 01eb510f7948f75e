/** The kernels give the original tool's signatures of the vectors' records. */
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../test/outcome.ts';
import { classicVectors } from '../../../../test/vectors.ts';
import { classicSchemes, type ClassicScheme } from '../../../classic/scheme.ts';
import { classicWasmKernel } from '../index.ts';
import type { ClassicKernel } from '../kernel.ts';
import { classicReferenceKernel } from './index.ts';

const k = classicVectors.numHashes;
const records = Array.from({ length: 500 }, (_, index) => new TextEncoder().encode(`record ${index}`));

function signatureOf(kernel: ClassicKernel, scheme: ClassicScheme): Uint8Array {
  const session = kernel.open([{ scheme, k }]);
  for (const record of records) {
    session.reserve(record.length, 0).set(record);
    session.absorb(Uint32Array.of(record.length), 1);
  }
  return session.finish()[0]!;
}

describe.each([classicReferenceKernel, classicWasmKernel])('the kernel $name', (kernel) => {
  it.each(classicSchemes)('makes the signature of %s', (scheme) => {
    const signature = signatureOf(kernel, scheme);
    const vector = classicVectors[scheme.slice('classic/'.length) as 'xor' | 'datasketch-legacy'];
    const first = 'first' in vector ? vector.first : vector.first4;
    expect(toHex(signature).slice(0, first.length)).toBe(first);
    expect(toHex(sha256(signature))).toBe(vector.sha256OfSignature);
  });
});
