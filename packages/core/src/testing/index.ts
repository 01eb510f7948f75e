/** Conformance suites for connectors and kernels, for any test framework. */
export { columnConformance } from './columns.ts';
export type { ConformanceCase } from './conformance.ts';
export { connectorConformance, type ConnectorConformanceOptions } from './connector.ts';
export { kernelConformance } from './kernel.ts';
