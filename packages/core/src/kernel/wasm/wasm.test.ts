/** The compiled kernel gives what the reference gives. */
import { describe, expect, it } from 'vitest';
import { columnConformance } from '../../testing/columns.ts';
import { kernelConformance } from '../../testing/kernel.ts';
import { wasmKernel } from './index.ts';

describe('the WebAssembly kernel', () => {
  it('is what runs', () => {
    expect(wasmKernel.name).toBe('wasm-simd');
  });

  it.each([...kernelConformance(wasmKernel), ...columnConformance(wasmKernel)])('$name', ({ run }) => run());
});
