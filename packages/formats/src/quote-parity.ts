/** Whether the quotes in some bytes are odd in number, four bytes at a time. */

const quote = 0x22;
const quotes = 0x22222222;
const lowBits = 0x7f7f7f7f;
const highBits = 0x80808080;

/** Whether `"` occurs an odd number of times in the bytes `[start, end)`. */
export function hasOddQuotes(bytes: Uint8Array, start: number, end: number): boolean {
  let odd = 0;
  let index = start;
  for (; index < end && (bytes.byteOffset + index) % 4 !== 0; index++) odd ^= bytes[index] === quote ? 1 : 0;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + index - (bytes.byteOffset + index) % 4, Math.max(0, (end - index) >> 2));
  let sum = 0;
  for (let word = 0; word < words.length; word++) {
    // A byte is a quote exactly where the high bit of its sum stays 0 (H. S. Warren, Hacker's Delight, §6-1).
    const difference = words[word]! ^ quotes;
    sum ^= difference | ((difference & lowBits) + lowBits);
  }
  index += words.length * 4;
  for (; index < end; index++) odd ^= bytes[index] === quote ? 1 : 0;
  // Bytes of whole words are even in number, so quotes are odd in number exactly where other bytes are.
  for (let rest = sum & highBits; rest !== 0; rest &= rest - 1) odd ^= 1;
  return odd === 1;
}
