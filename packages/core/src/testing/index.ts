/** Conformance suites for connectors and kernels, and what their tests need, for any test framework. */
export { columnConformance } from './columns.ts';
export type { ConformanceCase } from './conformance.ts';
export { classicKernelConformance } from './classic-kernel.ts';
export { connectorConformance, type ConnectorConformanceOptions } from './connector.ts';
export { failureOf } from './failure.ts';
export { kernelConformance } from './kernel.ts';
export { type Readable, summarize } from './summarize.ts';
