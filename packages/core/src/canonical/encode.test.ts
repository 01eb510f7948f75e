import { decode as decodeCbor } from 'cborg';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { toValue, vectors } from '../../test/vectors.ts';
import { DatasigError } from '../errors.ts';
import { encodeCanonical } from './encode.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('vectors', () => {
  it.each(vectors.canonical)('encodes $name', ({ value, cbor, digest }) => {
    const bytes = encodeCanonical(toValue(value));
    expect(hex(bytes)).toBe(cbor);
    expect(hex(sha256(bytes))).toBe(digest);
  });

  it.each(vectors.refused)('refuses $name', ({ value }) => {
    expect(() => encodeCanonical(toValue(value))).toThrowError(expect.toSatisfy(DatasigError.is));
  });
});
void decodeCbor;
