/** How long a record takes by what is made of it. */
import type { RunOptions } from './options.ts';

/** How many usual records one of `classic/keyed-sha256` takes as long as: it is 400 hashes. */
const keyedWeight = 20;

/** As how many usual records one counts. */
export function recordWeight(sketches: NonNullable<RunOptions['sketches']>): number {
  return sketches.some(({ scheme }) => scheme === 'classic/keyed-sha256') ? keyedWeight : 1;
}
