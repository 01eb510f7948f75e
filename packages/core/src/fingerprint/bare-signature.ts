/** A bare signature of the original tool as a fingerprint, so that it can be compared. */
import { classicCanonicalization } from '../identity/canonicalization.ts';
import type { ClassicSketch } from '../sketch/classic.ts';
import { createFingerprint } from './create.ts';
import type { Fingerprint } from './model.ts';

/** A fingerprint that knows nothing but a sketch, not even how many records there are. */
export function fingerprintOfSignature(sketch: ClassicSketch, name: string): Fingerprint {
  return createFingerprint({
    dataset: { name, connector: 'signature', location: name },
    summary: { canonicalization: classicCanonicalization, schema: [], records: { count: 0n, isCountUnknown: true, byteLength: 0n, fields: null }, identity: null, sketches: [sketch] },
  });
}
