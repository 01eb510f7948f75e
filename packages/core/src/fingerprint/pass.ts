/** Which pass over records gives what is asked for. */
import type { ClassicParameters } from '../classic/scheme.ts';
import { InvalidArgumentError } from '../errors.ts';
import { formatSketchParameters, isClassicParameters, type SketchParameters } from '../sketch/parameters.ts';
import type { Batch } from '../spec/v1/batch.ts';
import { ClassicFingerprinter } from './classic-fingerprinter.ts';
import { Fingerprinter, type FingerprinterOptions } from './fingerprinter.ts';
import type { Summary } from './model.ts';

/** One pass over batches of records. */
export interface FingerprintPass {
  /** Takes a batch; nothing of it is kept. @throws InvalidDataError at the first record that has no encoding */
  add(batch: Batch): void;
  /** Ends the pass. */
  finish(): Summary;
}

/**
 * A pass for the sketches of `options`: those of classic schemes are made of the original tool's serialisation of
 * records, all others of the canonical encoding.
 *
 * @throws InvalidArgumentError when both kinds are asked for together, or for options that the pass has not
 */
export function openPass(options: FingerprinterOptions): FingerprintPass {
  const classic = classicSketches(options.sketches);
  return classic.length === 0 ? new Fingerprinter(options) : new ClassicFingerprinter(classic, options);
}

/** The classic ones, each once; none where none is asked for. */
export function classicSketches(sketches: readonly SketchParameters[] = []): readonly ClassicParameters[] {
  const classic = sketches.filter(isClassicParameters);
  if (classic.length !== 0 && classic.length !== sketches.length) {
    throw new InvalidArgumentError('invalid-argument', 'classic sketches are made of other bytes than all others; make two fingerprints', { context: { parameter: 'sketches' } });
  }
  return [...new Map(classic.map((parameters) => [formatSketchParameters(parameters), parameters])).values()];
}
