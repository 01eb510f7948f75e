/** The kernel that passes run on where none is named. */
import type { Kernel } from './kernel.ts';
import { referenceKernel } from './reference/index.ts';

/** The fastest kernel that runs here. */
export const defaultKernel: Kernel = referenceKernel;
