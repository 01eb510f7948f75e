/** JSON and JSON Lines. Loaded when they are first used. */
import type { StreamFormat } from '../format.ts';
import { lazyStream } from '../lazy-format.ts';

/** JSON: the elements of a root array are the records, any other root is one record. */
export const json: StreamFormat = lazyStream({ name: 'json', extensions: ['.json'], untypedText: false, holdsImages: false, declares: false, cuts: false }, async () => (await import('./json.ts')).json);
/** JSON Lines, also called NDJSON. */
export const jsonl: StreamFormat = lazyStream({ name: 'jsonl', extensions: ['.jsonl', '.ndjson'], untypedText: false, holdsImages: false, declares: false, cuts: true }, async () => (await import('./jsonl.ts')).jsonl);
