/** Encoded field names, kept: the same few names come again with every record. */
import { writeText } from './text.ts';
import { CanonicalWriter } from './writer.ts';

/** More names than tables have; beyond it (maps used as dictionaries) keys are encoded anew. */
const keptKeyCount = 4096;
const kept = new Map<string, Uint8Array>();
/** One for all keys: a writer's first buffer is far larger than a key. */
const scratch = new CanonicalWriter();

/** The encoding of a text key; shared, not to be changed. @throws InvalidDataError `lone-surrogate` */
export function encodeKey(name: string): Uint8Array {
  const known = kept.get(name);
  if (known !== undefined) return known;
  scratch.length = 0;
  scratch.begin();
  writeText(scratch, name);
  const key = scratch.toBytes();
  if (kept.size < keptKeyCount && name.length < 256) kept.set(name, key);
  return key;
}
