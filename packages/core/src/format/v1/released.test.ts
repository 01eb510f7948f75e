/** Files that were written once are read by every later version, to the byte. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFingerprint } from './read.ts';
import { writeFingerprint } from './write.ts';

interface Released {
  readonly file: string;
  readonly uid: string | null;
  readonly recordCount: string;
  readonly parts: Readonly<Record<string, string>>;
}

const folder = fileURLToPath(new URL('../../../../../vectors/released/1.0', import.meta.url));
const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as readonly Released[];

it('lists every file', () => {
  expect(index.map(({ file }) => file).sort()).toEqual(globSync('*.datasig.json', { cwd: folder }).sort());
});

describe.each(index)('$file', ({ file, uid, recordCount, parts }) => {
  const text = readFileSync(join(folder, file), 'utf8');
  const fingerprint = readFingerprint(text);

  it('holds what it held', () => {
    expect(fingerprint.identity?.uid ?? null).toBe(uid);
    expect(`${fingerprint.records.count}`).toBe(recordCount);
    expect(Object.fromEntries(fingerprint.parts.map((part) => [part.name, part.identity?.uid]))).toEqual(parts);
  });

  it('is written as it was', () => {
    expect(writeFingerprint(fingerprint)).toBe(text);
    expect(writeFingerprint({ ...fingerprint })).toBe(text);
  });
});
