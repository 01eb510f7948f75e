/** Fingerprints as the original Python tool makes them: what `@datasig/core` loads only where they are wanted. */
export { type DataPoints, dataPointsOf } from './data-points.ts';
export { type ClassicFeature, encodeClassicFeatures } from './features.ts';
export { ClassicFingerprinter } from './fingerprinter.ts';
export { ClassicUid } from './uid.ts';
export { classicReferenceKernel } from '../kernel/classic/reference/index.ts';
export { classicWasmKernel } from '../kernel/classic/index.ts';
export type { ClassicKernel, ClassicSession } from '../kernel/classic/kernel.ts';
