/** The compiled kernel of the classic schemes: AssemblyScript in `assembly/classic/`, four records side by side. */
import { InstancePool } from '../wasm/instance-pool.ts';
import { binary } from './binary.ts';
import type { ClassicKernel } from './kernel.ts';
import { classicReferenceKernel } from './reference/index.ts';
import { ClassicWasmSession } from './session.ts';
import type { ClassicExports } from './wasm-minima.ts';

const pool = new InstancePool<ClassicExports>(binary);

/** The WebAssembly kernel, and the reference where the engine has no WebAssembly with SIMD. Compiled at first use. */
export const classicWasmKernel: ClassicKernel = {
  get name() {
    return pool.isSupported() ? 'wasm-simd' : classicReferenceKernel.name;
  },
  open: (parameters) => {
    const instance = pool.take();
    return instance === null ? classicReferenceKernel.open(parameters) : new ClassicWasmSession(instance, parameters, () => pool.giveBack(instance));
  },
};
