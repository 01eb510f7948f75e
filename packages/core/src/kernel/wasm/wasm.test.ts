/** The compiled kernel gives what the reference gives. */
import { describe, expect, it } from 'vitest';
import { kernelConformance } from '../../testing/kernel.ts';
import { wasmKernel } from './index.ts';

describe('the WebAssembly kernel', () => {
  it('is what runs', () => {
    expect(wasmKernel.name).toBe('wasm-simd');
  });

  it.each(kernelConformance(wasmKernel))('$name', ({ run }) => run());
});
