/** Encoded field names, kept: the same few names come again with every record. */
import { writeText } from './text.ts';
import { CanonicalWriter } from './writer.ts';

/** More names than tables have; beyond it (maps used as dictionaries) keys are encoded anew. */
const keptKeyCount = 4096;
const kept = new Map<string, Uint8Array>();

/** The encoding of a text key; shared, not to be changed. @throws InvalidDataError `lone-surrogate` */
export function encodeKey(name: string): Uint8Array {
  const known = kept.get(name);
  if (known !== undefined) return known;
  const writer = new CanonicalWriter();
  writeText(writer, name);
  const key = writer.toBytes();
  if (kept.size < keptKeyCount && name.length < 256) kept.set(name, key);
  return key;
}
