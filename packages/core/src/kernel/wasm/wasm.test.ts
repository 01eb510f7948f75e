/** The compiled kernel gives what the reference gives, and stands back where it cannot run. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { columnConformance } from '../../testing/columns.ts';
import { kernelConformance } from '../../testing/kernel.ts';
import { wasmKernel } from './index.ts';

describe('the WebAssembly kernel', () => {
  it('is what runs', () => {
    expect(wasmKernel.name).toBe('wasm-simd');
  });

  it.each([...kernelConformance(wasmKernel), ...columnConformance(wasmKernel)])('$name', ({ run }) => run());

  it('lets go of the buffer of a long record', () => {
    const session = wasmKernel.open({ identity: true, smallestCount: 0, threshold: 0n, binCounts: [] });
    const usual = session.reserve(1024, 0).length;
    expect(session.reserve(usual + 1, 0).length).toBeGreaterThan(usual);
    expect(session.reserve(1024, 0)).toHaveLength(usual);
  });
});

describe('an engine without SIMD', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('runs the reference, and says so', async () => {
    function Module(): never {
      throw new TypeError('SIMD is not supported');
    }
    vi.stubGlobal('WebAssembly', { Module });
    vi.resetModules();
    const { wasmKernel: fresh } = await import('./index.ts');
    expect(fresh.name).toBe('reference');
    const session = fresh.open({ identity: false, smallestCount: 2, threshold: 0n, binCounts: [] });
    session.reserve(1, 0)[0] = 7;
    session.absorb(Uint32Array.of(1), 1);
    expect(session.finish()).toMatchObject({ recordCount: 1, state: null });
  });
});
