/** The kernel that passes run on where none is named. */
import type { Kernel } from './kernel.ts';
import { wasmKernel } from './wasm/index.ts';

/** The fastest kernel that runs here. */
export const defaultKernel: Kernel = wasmKernel;
