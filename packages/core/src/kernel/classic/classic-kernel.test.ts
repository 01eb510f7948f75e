/** The compiled kernel of the classic schemes gives what the reference gives. */
import { expect, it } from 'vitest';
import { classicKernelConformance } from '../../testing/classic-kernel.ts';
import { classicWasmKernel } from './index.ts';

it('is what runs', () => {
  expect(classicWasmKernel.name).toBe('wasm-simd');
});

it.each([...classicKernelConformance(classicWasmKernel)])('$name', ({ run }) => run());
