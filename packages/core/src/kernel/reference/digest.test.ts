/** The hashes that everything rests on, against published vectors. */
import { createHash, createHmac } from 'node:crypto';
import { blake3 } from '@noble/hashes/blake3.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../test/outcome.ts';
import { fromHex } from '../../../test/vector-value.ts';
import { vectors } from '../../../test/vectors.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { recordDigest } from './digest.ts';
import { addExpanded, laneCount } from './expand.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const runs = { numRuns: 300, seed: 20260201 };

describe('SHA-256 (FIPS 180-4 examples)', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('of %#', (text, digest) => {
    expect(toHex(recordDigest()(ascii(text)))).toBe(digest);
  });

  it('is that of another implementation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(toHex(recordDigest()(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
      }),
      runs,
    );
  });
});

describe('HMAC-SHA-256 (RFC 4231)', () => {
  it.each([
    ['0b'.repeat(20), toHex(ascii('Hi There')), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [toHex(ascii('Jefe')), toHex(ascii('what do ya want for nothing?')), '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    ['aa'.repeat(20), 'dd'.repeat(50), '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe'],
    ['0102030405060708090a0b0c0d0e0f10111213141516171819', 'cd'.repeat(50), '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b'],
    ['aa'.repeat(131), toHex(ascii('Test Using Larger Than Block-Size Key - Hash Key First')), '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54'],
    ['aa'.repeat(131), toHex(ascii('This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.')), '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2'],
  ])('case %#', (key, data, digest) => {
    expect(toHex(recordDigest(fromHex(key))(fromHex(data)))).toBe(digest);
  });

  it('is that of another implementation, record after record', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 5 }), (key, records) => {
        const digest = recordDigest(key);
        for (const record of records) expect(toHex(digest(record))).toBe(createHmac('sha256', key).update(record).digest('hex'));
      }),
      runs,
    );
  });

  it('keeps no reference to the key', () => {
    const key = new Uint8Array(32).fill(1);
    const digest = recordDigest(key);
    const before = toHex(digest(ascii('a')));
    key.fill(2);
    expect(toHex(digest(ascii('a')))).toBe(before);
  });
});

/** BLAKE3's test_vectors.json, mode `hash`: the input is i mod 251. */
describe('BLAKE3', () => {
  it.each([
    [0, 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262e00f03e7b69af26b7faaf09fcd333050338ddfe085b8cc869ca98b206c08243a26f5487789e8f660afe6c99ef9e0c52b92e7393024a80459cf91f476f9ffdbda7001c22e159b402631f277ca96f2defdf1078282314e763699a31c5363165421cce14d'],
    [1, '2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213c3a6cb8bf623e20cdb535f8d1a5ffb86342d9c0b64aca3bce1d31f60adfa137b358ad4d79f97b47c3d5e79f179df87a3b9776ef8325f8329886ba42f07fb138bb502f4081cbcec3195c5871e6c23e2cc97d3c69a613eba131e5f1351f3f1da786545e5'],
    [1024, '42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af71cf8107265ecdaf8505b95d8fcec83a98a6a96ea5109d2c179c47a387ffbb404756f6eeae7883b446b70ebb144527c2075ab8ab204c0086bb22b7c93d465efc57f8d917f0b385c6df265e77003b85102967486ed57db5c5ca170ba441427ed9afa684e'],
    [1025, 'd00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444f4c4a22b4b399155358a994e52bf255de60035742ec71bd08ac275a1b51cc6bfe332b0ef84b409108cda080e6269ed4b3e2c3f7d722aa4cdc98d16deb554e5627be8f955c98e1d5f9565a9194cad0c4285f93700062d9595adb992ae68ff12800ab67a'],
  ])('the library on %i bytes', (length, output) => {
    expect(toHex(blake3(Uint8Array.from({ length }, (_, index) => index % 251), { dkLen: 131 }))).toBe(output);
  });

  it('the expansion is that of the library on 32 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest) => {
        const state = new Uint32Array(laneCount);
        addExpanded(state, digest);
        const output = new DataView(blake3(digest, { dkLen: 2048 }).buffer);
        expect([...state]).toEqual(Array.from({ length: laneCount }, (_, lane) => output.getUint16(2 * lane, true)));
      }),
      { ...runs, numRuns: 50 },
    );
  });

  it('the expansion is that of the vectors', () => {
    const state = new Uint32Array(laneCount);
    addExpanded(state, fromHex(vectors.lthash.digestHex));
    const bytes = new Uint8Array(Uint16Array.from(state).buffer);
    expect(toHex(bytes.subarray(0, 64))).toBe(vectors.lthash.xofFirst64Hex);
    expect(toHex(sha256(bytes))).toBe(vectors.lthash.xofSha256);
  });

  it('the expansion adds modulo 2^32 and takes any part of a buffer', () => {
    const digest = Uint8Array.from({ length: 32 }, (_, index) => index);
    const once = new Uint32Array(laneCount);
    addExpanded(once, digest);
    const full = new Uint32Array(laneCount).fill(2 ** 32 - 1);
    addExpanded(full, new Uint8Array([9, ...digest, 9]).subarray(1, 33));
    expect([...full]).toEqual([...once].map((lane) => (lane + 2 ** 32 - 1) % 2 ** 32));
  });
});
