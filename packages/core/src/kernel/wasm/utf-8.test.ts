/** The kernel's validation of UTF-8, against Node's. */
import { isUtf8 } from 'node:buffer';
import { expect, it } from 'vitest';
import { Random } from '../../testing/random.ts';
import { takeInstance } from './instance.ts';
import { KernelMemory } from './kernel-memory.ts';

/** Bytes on both sides of every border that RFC 3629 (section 4) has. */
const borders = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff];

const kernel = takeInstance()!;
const memory = new KernelMemory(kernel);

/** Whether the kernel takes the bytes. */
function accepts(bytes: Uint8Array): boolean {
  memory.bytes(memory.slice, bytes.length).set(bytes);
  // What follows the text is not looked at.
  memory.bytes(memory.slice + bytes.length, 1)[0] = 0x80;
  return kernel.isUtf8(memory.slice, bytes.length) === 1;
}

function expectAlike(bytes: Uint8Array): void {
  if (accepts(bytes) !== isUtf8(bytes)) expect.fail(`wrong about ${Buffer.from(bytes).toString('hex')}`);
}

it('is right about every pair of bytes, at the end and before more', () => {
  for (let pair = 0; pair < 0x1_0000; pair++) {
    expectAlike(Uint8Array.of(pair >> 8, pair));
    expectAlike(Uint8Array.of(pair >> 8, pair, 0x61));
  }
});

it('is right about every sequence of four bytes at borders, wherever they stand', () => {
  const bytes = new Uint8Array(100).fill(0x61);
  let place = 0;
  for (const a of borders) for (const b of borders) for (const c of borders) for (const d of borders) {
    place = (place + 7) % 97;
    bytes.set([a, b, c, d], place);
    const [start, end] = [place % 3, place % 2 === 0 ? place + 4 : 100];
    expectAlike(bytes.subarray(start, Math.max(start, end)));
    bytes.fill(0x61, place, place + 4);
  }
});

it('takes every character', () => {
  for (let code = 0; code < 0x11_0000; code += 1009) {
    const text = Array.from({ length: 50 }, (_, index) => String.fromCodePoint((code + index * 4099) % 0x11_0000)).join('').toWellFormed();
    expect(accepts(new TextEncoder().encode(text))).toBe(true);
  }
});

it('is right about texts of every length with one byte changed', () => {
  const random = new Random(1);
  for (let length = 1; length < 300; length++) {
    const text = new TextEncoder().encode(Array.from({ length }, () => random.pick(['a', 'é', '€', '😀'])).join(''));
    expectAlike(text);
    for (let change = 0; change < 10; change++) expectAlike(text.with(random.below(text.length), random.pick(borders)));
    for (let cut = 1; cut < Math.min(5, text.length); cut++) expectAlike(text.subarray(cut, text.length - cut));
  }
});
