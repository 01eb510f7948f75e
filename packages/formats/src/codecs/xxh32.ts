/** xxHash, 32 bits, seed 0: the checksum of LZ4 frames. */

const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;

/** The checksum, unsigned. */
export function xxh32(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let position = 0;
  let hash: number;
  if (bytes.length >= 16) {
    let lane1 = (prime1 + prime2) | 0;
    let lane2 = prime2 | 0;
    let lane3 = 0;
    let lane4 = -prime1 | 0;
    for (; position + 16 <= bytes.length; position += 16) {
      lane1 = round(lane1, view.getUint32(position, true));
      lane2 = round(lane2, view.getUint32(position + 4, true));
      lane3 = round(lane3, view.getUint32(position + 8, true));
      lane4 = round(lane4, view.getUint32(position + 12, true));
    }
    hash = rotate(lane1, 1) + rotate(lane2, 7) + rotate(lane3, 12) + rotate(lane4, 18);
  } else {
    hash = prime5;
  }
  hash = (hash + bytes.length) | 0;
  for (; position + 4 <= bytes.length; position += 4) hash = Math.imul(rotate(hash + Math.imul(view.getUint32(position, true), prime3), 17), prime4);
  for (; position < bytes.length; position++) hash = Math.imul(rotate(hash + Math.imul(bytes[position]!, prime5), 11), prime1);
  hash = Math.imul(hash ^ (hash >>> 15), prime2);
  hash = Math.imul(hash ^ (hash >>> 13), prime3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function round(lane: number, word: number): number {
  return Math.imul(rotate(lane + Math.imul(word, prime2), 13), prime1);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
