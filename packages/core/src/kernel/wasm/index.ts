/** The compiled kernel: AssemblyScript in `assembly/`, four records side by side in 128-bit SIMD. */
import type { Kernel } from '../kernel.ts';
import { referenceKernel } from '../reference/index.ts';
import { isSupported, takeInstance } from './instance.ts';
import { WasmSession } from './session.ts';

/** The WebAssembly kernel, and the reference where the engine has no WebAssembly with SIMD. Compiled at first use. */
export const wasmKernel: Kernel = {
  get name() {
    return isSupported() ? 'wasm-simd' : referenceKernel.name;
  },
  open: (parameters) => {
    const instance = takeInstance();
    return instance === null ? referenceKernel.open(parameters) : new WasmSession(instance, parameters);
  },
};
