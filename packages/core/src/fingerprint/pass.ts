/** What a pass over records is, and which sketches ask for one over the original tool's serialisation of them. */
import type { ClassicParameters } from '../classic/scheme.ts';
import { InvalidArgumentError } from '../errors.ts';
import { formatSketchParameters, isClassicParameters, type SketchParameters } from '../sketch/parameters.ts';
import type { Batch } from '../spec/v1/batch.ts';
import type { Summary } from './model.ts';

/** One pass over batches of records: `Fingerprinter`, or `ClassicFingerprinter` of `@datasig/core/classic`. */
export interface FingerprintPass {
  /** Takes a batch; nothing of it is kept. @throws InvalidDataError at the first record that has no encoding */
  add(batch: Batch): void;
  /** Ends the pass. */
  finish(): Summary;
}

/**
 * The classic ones among sketches that are asked for, each once; none where none is.
 *
 * @throws InvalidArgumentError when others are asked for with them
 */
export function classicSketches(sketches: readonly SketchParameters[] = []): readonly ClassicParameters[] {
  const classic = sketches.filter(isClassicParameters);
  if (classic.length !== 0 && classic.length !== sketches.length) {
    throw new InvalidArgumentError('invalid-argument', 'classic sketches are made of other bytes than all others; make two fingerprints', { context: { parameter: 'sketches' } });
  }
  return [...new Map(classic.map((parameters) => [formatSketchParameters(parameters), parameters])).values()];
}
