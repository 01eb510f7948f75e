/** Data read again, the way a fingerprint of them was made. */
import { DatasigError, type ErrorCode, type Fingerprint } from '@datasig/core';
import type { Session } from '../session.ts';
import { checkKey, readKeyFile } from './key-file.ts';
import { fingerprintLocations, locationOptionsLike, optionsLike } from './location.ts';
import type { SourceOptions } from './source-options.ts';

/** The data could be prepared as the fingerprint records: others that cannot are not the same. */
const otherDataCodes: ReadonlySet<ErrorCode> = new Set(['unknown-column', 'cast-failed', 'cast-unsupported']);

/** The fingerprint of the locations, or the error by which they are known to be other data. @throws DatasigError for all else */
export async function fingerprintLike(reference: Fingerprint, locations: readonly string[], options: SourceOptions, session: Session): Promise<Fingerprint | DatasigError> {
  const key = options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session);
  checkKey(reference, key);
  try {
    const made = await fingerprintLocations(locations, { ...locationOptionsLike(reference), ...options }, session, async (source) => ({
      ...(await optionsLike(reference, source, undefined, session.signal)),
      ...(key !== undefined && { key }),
    }));
    return made.fingerprint;
  } catch (error) {
    if (DatasigError.is(error) && otherDataCodes.has(error.code)) return error;
    throw error;
  }
}
