/** Fingerprints of the corpus's files, read as their index or manifest says. */
import { type Cast, type Fingerprint, parseCast, type Preparation, preparationLike } from '@datasig/core';
import { files } from '@datasig/files';
import { fingerprint } from '@datasig/runner';

/** The fingerprint of some files as one dataset. @throws DatasigError */
export async function fingerprintOf(locations: readonly string[], preparation: Preparation = {}, shardByteLength?: number): Promise<Fingerprint> {
  const source = files({ locations });
  try {
    return (await fingerprint(source, { preparation, ...(shardByteLength !== undefined && { shardByteLength }) })).fingerprint;
  } finally {
    await source.close?.();
  }
}

/** The preparation of files that say less of their types than the reference. */
export function like(reference: Fingerprint, casts: Readonly<Record<string, string>> = {}, nullTokens: readonly string[] = []): Preparation {
  const parsed: Record<string, Cast> = Object.fromEntries(Object.entries(casts).map(([name, text]) => [name, parseCast(text)]));
  return preparationLike(reference, { casts: parsed, nullTokens });
}
