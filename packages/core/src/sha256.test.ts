import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sha256Hex } from './sha256.ts';

/** Around the borders of blocks and of the kernel's slice. */
const lengths = [0, 1, 55, 56, 63, 64, 65, 119, 120, 4242, 1 << 16, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20];

function message(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 167) ^ (index >> 7));
}

const reference = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('one digest', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('is that of Node at any length', () => {
    for (const length of lengths) expect(sha256Hex(message(length))).toBe(reference(message(length)));
  });

  it('is the same where there is no kernel', async () => {
    vi.stubGlobal('WebAssembly', {});
    vi.resetModules();
    const { sha256Hex: portable } = await import('./sha256.ts');
    expect(portable(message(4242))).toBe(reference(message(4242)));
  });
});
