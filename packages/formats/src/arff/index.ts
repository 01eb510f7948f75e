/** ARFF, the format of Weka. Loaded when it is first used. */
import type { StreamFormat } from '../format.ts';
import { lazyStream } from '../lazy-format.ts';

/** ARFF. */
export const arff: StreamFormat = lazyStream({ name: 'arff', extensions: ['.arff'], untypedText: false, holdsImages: false, declares: true, cuts: true }, async () => (await import('./read.ts')).arff);
