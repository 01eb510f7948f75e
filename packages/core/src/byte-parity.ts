/** Whether a byte occurs an odd number of times. */
import { hasOddCountOnKernel } from './kernel/wasm/parity.ts';

/** Whether `byte` occurs an odd number of times in `bytes`: what tells of CSV where its quotes are open. */
export function hasOddCount(bytes: Uint8Array, byte: number): boolean {
  return hasOddCountOnKernel(bytes, byte) ?? hasOddCountInWords(bytes, byte);
}

const lowBits = 0x7f7f7f7f;
const highBits = 0x80808080;

/** The same without the kernel, four bytes at a time. */
export function hasOddCountInWords(bytes: Uint8Array, byte: number): boolean {
  const four = byte * 0x01010101;
  let odd = 0;
  let index = 0;
  for (; index < bytes.length && (bytes.byteOffset + index) % 4 !== 0; index++) odd ^= bytes[index] === byte ? 1 : 0;
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + index - (bytes.byteOffset + index) % 4, (bytes.length - index) >> 2);
  let sum = 0;
  for (let word = 0; word < words.length; word++) {
    // A byte is the one exactly where the high bit of its sum stays 0 (H. S. Warren, Hacker's Delight, §6-1).
    const difference = words[word]! ^ four;
    sum ^= difference | ((difference & lowBits) + lowBits);
  }
  index += words.length * 4;
  for (; index < bytes.length; index++) odd ^= bytes[index] === byte ? 1 : 0;
  // Bytes of whole words are even in number, so those looked for are odd in number exactly where others are.
  for (let rest = sum & highBits; rest !== 0; rest &= rest - 1) odd ^= 1;
  return odd === 1;
}
