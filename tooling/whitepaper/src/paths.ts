/** Where things are. */
import { fileURLToPath } from 'node:url';

/** The whitepaper's Markdown, and the figures that belong to it alone. */
export const paperFolder: string = fileURLToPath(new URL('../../../docs/whitepaper', import.meta.url));
/** Results of the benchmarks. */
export const benchmarksFolder: string = fileURLToPath(new URL('../../../docs/benchmarks', import.meta.url));
/** Where HTML and PDF go; git ignores it. */
export const outputFolder: string = fileURLToPath(new URL('../dist', import.meta.url));
/** The whitepaper's file. */
export const paperName = 'README.md';
