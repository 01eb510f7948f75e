/** SHA-1 (FIPS 180-4, section 6.1) of one message of 32 bytes. */

const words: usize = memory.data(80 * 4, 16);

/** The first word of the hash, big-endian as SHA-1 has it. */
export function firstWordOfSha1(message: usize): u32 {
  for (let i: usize = 0; i < 32; i += 4) store<u32>(words + i, bswap(load<u32>(message + i)));
  store<u32>(words, 0x80000000, 32);
  for (let i: usize = 36; i < 60; i += 4) store<u32>(words + i, 0);
  store<u32>(words, 32 * 8, 60);
  for (let i: usize = 64; i < 320; i += 4) {
    store<u32>(words + i, rotl(load<u32>(words + i - 12) ^ load<u32>(words + i - 32) ^ load<u32>(words + i - 56) ^ load<u32>(words + i - 64), 1));
  }
  let a: u32 = 0x67452301, b: u32 = 0xefcdab89, c: u32 = 0x98badcfe, d: u32 = 0x10325476, e: u32 = 0xc3d2e1f0;
  for (let i: usize = 0; i < 320; i += 4) {
    let mixed: u32;
    if (i < 80) mixed = (d ^ (b & (c ^ d))) + 0x5a827999;
    else if (i < 160) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (i < 240) mixed = ((b & c) | (d & (b | c))) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next: u32 = rotl(a, 5) + mixed + e + load<u32>(words + i);
    e = d;
    d = c;
    c = rotl(b, 30);
    b = a;
    a = next;
  }
  return a + 0x67452301;
}
