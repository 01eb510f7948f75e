/** Tar archives in WebDataset's layout. Loaded when it is first used. */
import type { StreamFormat } from '../format.ts';
import { lazyStream } from '../lazy-format.ts';

/** Tar, as WebDataset lays it out. */
export const tar: StreamFormat = lazyStream({ name: 'tar', extensions: ['.tar'], untypedText: false, holdsImages: true, declares: false, cuts: false }, async () => (await import('./read.ts')).tar);
