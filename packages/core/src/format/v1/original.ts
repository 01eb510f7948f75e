/** What fingerprints were read from. A changed copy of a fingerprint has no entry, so that nothing stale is written. */
import type { Fingerprint } from '../../fingerprint/model.ts';
import type { Json } from '../../spec/v1/source.ts';

/** Members of the file that a fingerprint was read from. */
export const originalMembers: WeakMap<Fingerprint, { readonly [name: string]: Json }> = new WeakMap();
