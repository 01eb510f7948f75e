/** `--classic`: fingerprints and bare signatures of the original Python tool. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useWorkplace } from './command.ts';

interface Vectors {
  readonly uid: string;
  readonly [scheme: string]: unknown;
}

const vectors = JSON.parse(readFileSync(new URL('../../../vectors/classic/classic.json', import.meta.url), 'utf8')) as Vectors;
const workplace = useWorkplace();
const schemes = ['keyed-sha256', 'xor', 'single-sha256', 'datasketch-legacy', 'datasketch-affine32'] as const;
/** The records of the vectors, as the lines of ARFF: one without its end, all others with. */
const arff = (first: number, end: number): string => `@data\n${Array.from({ length: end - first }, (_, index) => `record ${first + index}\n`).join('')}`;

const digestOf = (name: string): string => createHash('sha256').update(readFileSync(join(workplace.path, name))).digest('hex');

describe('--raw', () => {
  it.each(schemes)('writes a signature of %s that compare reads beside data', async (scheme) => {
    workplace.write({ 'a.arff': arff(0, 900), 'b.arff': arff(300, 1200) });
    expect(await workplace.json(['fingerprint', 'a.arff', '--classic', scheme, '--raw'])).toMatchObject({ file: 'a.sig', scheme: `classic/${scheme}`, k: 400, recordCount: '900' });
    const comparison = await workplace.json(['compare', 'a.sig', 'b.arff', '--classic', scheme]);
    const { estimate, lower, upper } = comparison['jaccard'] as { estimate: number; lower: number; upper: number };
    expect(lower).toBeLessThan(0.5);
    expect(upper).toBeGreaterThan(0.5);
    expect(estimate).toBeGreaterThan(0.4);
    expect(comparison['recordCount']).toEqual({ a: null, b: '900' });
  });

  it('takes the scheme from the other side, a fingerprint file', async () => {
    workplace.write({ 'a.arff': arff(0, 50) });
    await workplace.run(['fingerprint', 'a.arff', '--classic', 'xor', '--raw']);
    await workplace.run(['fingerprint', 'a.arff', '--classic', 'xor']);
    expect(await workplace.json(['compare', 'a.sig', 'a.datasig.json'])).toMatchObject({ relation: 'equal', certain: false });
    expect((await workplace.run(['compare', 'a.sig', 'a.datasig.json'])).stdout).toContain('a bare signature');
    expect(await workplace.json(['compare', 'a.datasig.json', 'a.arff'])).toMatchObject({ relation: 'equal', recordCount: { a: '50', b: '50' } });
  });

  it('writes no other file than the signature, never over one, and to standard output', async () => {
    workplace.write({ 'a.arff': arff(0, 5) });
    await workplace.run(['fingerprint', 'a.arff', '--classic', 'keyed-sha256:3', '--raw', '-o', 'mine']);
    expect(workplace.list()).toEqual(['a.arff', 'mine']);
    expect(readFileSync(join(workplace.path, 'mine'))).toHaveLength(96);
    expect(await workplace.run(['fingerprint', 'a.arff', '--classic', 'xor', '--raw', '-o', 'mine'])).toMatchObject({ code: 3, stderr: expect.stringContaining('mine exists') });
    expect((await workplace.run(['fingerprint', 'a.arff', '--classic', 'datasketch-affine32', '--raw', '-o', '-'])).code).toBe(0);
  });
});

describe('a classic fingerprint', () => {
  it('names its schemes and the original UID', async () => {
    workplace.write({ 'a.arff': arff(0, 40) });
    await workplace.run(['fingerprint', 'a.arff', '--classic', 'xor', '--classic', 'single-sha256']);
    const { records, sketches, canonicalization, identity } = JSON.parse(workplace.read('a.datasig.json')) as Record<string, unknown>;
    expect(records).toMatchObject({ count: '40', classicUid: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(sketches).toMatchObject([{ scheme: 'classic/single-sha256', k: 400 }, { scheme: 'classic/xor', k: 400 }]);
    expect(canonicalization).toMatchObject({ id: 'datasig-classic/1' });
    expect(identity).toBeUndefined();
  });

  it('is that of the vectors', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => `record ${index}`);
    workplace.write({ 'a.arff': arff(0, 500) });
    const { classicUid } = await workplace.json(['fingerprint', 'a.arff', '--classic', 'keyed-sha256', '--raw']);
    expect(classicUid).toBe(createHash('sha256').update(rows.map((row) => `${row}\n`).join('')).digest('hex'));
    expect(digestOf('a.sig')).toMatch(/^[0-9a-f]{64}$/);
    // Without line ends they would have this one.
    expect(createHash('sha256').update(rows.join('')).digest('hex')).toBe(vectors.uid);
  });

  it('is verified by what the original UIDs tell', async () => {
    workplace.write({ 'a.arff': arff(0, 40), 'b.arff': arff(1, 41) });
    await workplace.run(['fingerprint', 'a.arff', '--classic', 'xor']);
    expect(await workplace.run(['verify', 'a.datasig.json', 'a.arff'])).toMatchObject({ code: 3, stdout: expect.stringContaining('same order') });
    expect(await workplace.run(['verify', 'a.datasig.json', 'b.arff'])).toMatchObject({ code: 1, stdout: expect.stringContaining('they hold other records') });
  });

  it('merges', async () => {
    workplace.write({ 'a.arff': arff(0, 60), 'b.arff': arff(60, 100), 'c.arff': arff(0, 100) });
    for (const name of ['a', 'b', 'c']) await workplace.run(['fingerprint', `${name}.arff`, '--classic', 'keyed-sha256:9']);
    await workplace.run(['merge', 'a.datasig.json', 'b.datasig.json', '-o', 'both.datasig.json']);
    expect(await workplace.json(['compare', 'both.datasig.json', 'c.datasig.json'])).toMatchObject({ relation: 'equal' });
  });
});

it.each([
  ['an unknown scheme', ['fingerprint', 'a.arff', '--classic', 'md5'], 'expected datasketch-affine32'],
  ['too many entries', ['fingerprint', 'a.arff', '--classic', 'xor:401'], 'from 1 to 400'],
  ['another sketch beside it', ['fingerprint', 'a.arff', '--classic', 'xor', '--sketch', 'bottom-k:9'], 'make two fingerprints'],
  ['--raw without a scheme', ['fingerprint', 'a.arff', '--raw'], 'name one scheme'],
  ['--raw with two', ['fingerprint', 'a.arff', '--raw', '--classic', 'xor', '--classic', 'keyed-sha256'], 'name one scheme'],
  ['a cast', ['fingerprint', 'a.arff', '--classic', 'xor', '--cast', 'a=integer'], 'records as they are'],
  ['data that the tool cannot serialise', ['fingerprint', 'a.txt', '--classic', 'xor'], 'no serialisation'],
  ['a signature without a scheme', ['compare', 'a.sig', 'b.sig'], 'does not tell its scheme'],
  ['a signature of another', ['compare', 'a.sig', 'b.sig', '--classic', 'datasketch-legacy'], 'no signature of classic/datasketch-legacy'],
  ['a signature that is not there', ['compare', 'none.sig', 'b.sig', '--classic', 'xor'], 'cannot be read'],
])('refuses %s', async (_what, parameters, message) => {
  workplace.write({ 'a.arff': arff(0, 3), 'a.txt': 'a\n', 'a.sig': new Uint8Array(33), 'b.sig': new Uint8Array(32) });
  const { code, stderr } = await workplace.run(parameters);
  expect(code).toBeGreaterThan(1);
  expect(stderr).toContain(message);
});
