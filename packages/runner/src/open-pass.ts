/** Opens the pass that the wanted sketches take; what only classic ones need is loaded for them. */
import { classicSketches, Fingerprinter, type FingerprinterOptions, type FingerprintPass } from '@datasig/core';

/** @throws InvalidArgumentError when classic sketches are asked for beside others, or options that the pass has not */
export async function openPass(options: FingerprinterOptions): Promise<FingerprintPass> {
  const classic = classicSketches(options.sketches);
  if (classic.length === 0) return new Fingerprinter(options);
  const { ClassicFingerprinter } = await import('@datasig/core/classic');
  return new ClassicFingerprinter(classic, options);
}
