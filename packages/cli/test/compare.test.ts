/** `compare`: what it tells programs and people, and how it ends. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { idxPair } from '../../files/test/dataset.ts';
import { pngCopies } from '../../files/test/png-copies.ts';
import { useWorkplace } from './command.ts';

const workplace = useWorkplace();
const rows = (from: number, to: number): string => `id,name\n${Array.from({ length: to - from }, (_, index) => `${from + index},name ${from + index}\n`).join('')}`;

async function fingerprint(contents: Readonly<Record<string, string>>): Promise<void> {
  workplace.write(contents);
  for (const name of Object.keys(contents)) await workplace.json(['fingerprint', name]);
}

describe('compare', () => {
  it('tells programs everything', async () => {
    await fingerprint({ 'a.csv': rows(0, 5000), 'b.csv': rows(2500, 5000) });
    const comparison = await workplace.json(['compare', 'a.datasig.json', 'b.datasig.json']);
    const interval = { estimate: expect.any(Number) as number, lower: expect.any(Number) as number, upper: expect.any(Number) as number, confidence: 0.95, exact: false };
    expect(comparison).toMatchObject({
      a: { argument: 'a.datasig.json', name: 'a' }, b: { argument: 'b.datasig.json', name: 'b' },
      relation: 'superset', certain: false, identical: false, recordCount: { a: '5000', b: '2500' },
      jaccard: interval, containment: { aInB: interval, bInA: { upper: 1 } }, cardinality: { a: interval, b: interval },
      detection: { power: 0.95 }, findings: [], parts: [], requirement: null,
    });
    const { jaccard } = comparison as { readonly jaccard: { readonly lower: number; readonly upper: number } };
    expect(jaccard.lower).toBeLessThan(0.5);
    expect(jaccard.upper).toBeGreaterThan(0.5);
  });

  it('shows people the verdict, the shares and their intervals', async () => {
    await fingerprint({ 'a.csv': rows(0, 5000), 'b.csv': rows(2500, 5000) });
    const { stdout } = await workplace.run(['compare', 'a.datasig.json', 'b.datasig.json']);
    for (const text of ['5,000 records', 'Consistent with B being a subset of A', 'similarity', 'share of A in B', '95 % interval', '█']) expect(stdout).toContain(text);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('reads data the way the other side was made', async () => {
    await fingerprint({ 'a.jsonl': '{"id":1,"name":"x"}\n{"id":2,"name":"y"}\n' });
    workplace.write({ 'b.csv': 'id,name\n2,y\n1,x\n', 'c.csv': 'id,name\n2,y\n3,z\n' });
    expect(await workplace.json(['compare', 'a.datasig.json', 'b.csv'])).toMatchObject({ identical: true, relation: 'identical', jaccard: { estimate: 1, exact: true } });
    expect(await workplace.json(['compare', 'c.csv', 'b.csv', '--cast', 'id=integer'])).toMatchObject({ relation: 'overlapping', findings: [] });
  });

  it('decodes images where the other side did', async () => {
    const images = new URL('../../../vectors/formats/images/', import.meta.url);
    workplace.write({ 'a/cat/1.png': readFileSync(new URL('png-grey-8.png', images)), 'a/dog/2.png': readFileSync(new URL('png-rgb-8.png', images)) });
    await workplace.json(['fingerprint', 'a', '--pixels']);
    expect(await workplace.json(['compare', 'a.datasig.json', 'a'])).toMatchObject({ identical: true, findings: [] });
    expect(await workplace.json(['verify', 'a.datasig.json', 'a'])).toMatchObject({ same: true });
  });

  it('decodes no images where there are none, unless told to', async () => {
    const pair = idxPair(30);
    const table = new URL('../../../vectors/formats/required/pyarrow-none.parquet', import.meta.url);
    workplace.write({ ...pngCopies(pair), 'train-images-idx3-ubyte': pair.images, 'train-labels-idx1-ubyte': pair.labels, 'a.csv': rows(0, 3), 'b.parquet': readFileSync(table) });
    await workplace.json(['fingerprint', 'png', '--pixels']);
    expect(await workplace.json(['verify', 'png.datasig.json', 'train-images-idx3-ubyte'])).toMatchObject({ same: true });
    expect(await workplace.json(['verify', 'png.datasig.json', 'png'])).toMatchObject({ same: true });
    expect(await workplace.json(['compare', 'train-images-idx3-ubyte', 'png.datasig.json'])).toMatchObject({ identical: true });
    for (const other of ['a.csv', 'b.parquet']) expect(await workplace.json(['compare', 'png.datasig.json', other])).toMatchObject({ identical: false });
    for (const other of ['train-images-idx3-ubyte', 'a.csv', 'b.parquet']) {
      const { code, stderr } = await workplace.run(['verify', 'png.datasig.json', other, '--pixels']);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/pixels: .*leave the option out/)]);
    }
  });

  it('names the cast and the rename that are needed', async () => {
    await fingerprint({ 'a.jsonl': '{"id":1,"name":"x"}\n', 'b.csv': 'id,name\n1,x\n', 'c.jsonl': '{"number":1,"name":"x"}\n' });
    expect(await workplace.json(['compare', 'a.datasig.json', 'b.datasig.json'])).toMatchObject({ findings: [{ code: 'type-mismatch', field: 'id', suggestion: { side: 'b', option: '--cast id=number' } }] });
    expect(await workplace.json(['compare', 'a.datasig.json', 'c.datasig.json'])).toMatchObject({ findings: [{ code: 'name-mismatch', suggestion: { side: 'b', option: '--rename number=id' } }] });
    expect((await workplace.run(['compare', 'a.datasig.json', 'b.datasig.json'])).stdout).toContain('--cast id=number');
  });

  it('compares parts by name, and one part', async () => {
    workplace.write({ 'one/x.csv': rows(0, 10), 'one/y.csv': rows(10, 20), 'two/x.csv': rows(0, 10), 'two/z.csv': rows(0, 1) });
    for (const name of ['one', 'two']) await workplace.json(['fingerprint', name, '--per-file']);
    expect(await workplace.json(['compare', 'one.datasig.json', 'two.datasig.json'])).toMatchObject({ identical: false, parts: [{ name: 'x', identical: true, relation: 'identical' }] });
    expect(await workplace.json(['compare', 'one.datasig.json#y', 'two.datasig.json#z'])).toMatchObject({ relation: 'disjoint', certain: true });
  });

  it('ends with 1 when what is required does not hold, by the lower bound', async () => {
    await fingerprint({ 'a.csv': rows(0, 5000), 'b.csv': rows(50, 5000), 'c.csv': rows(0, 5000) });
    const codes = async (...options: string[]): Promise<(number | null)[]> => Promise.all(['b', 'c'].map(async (name) => (await workplace.run(['compare', 'a.datasig.json', `${name}.datasig.json`, ...options])).code));
    expect(await codes()).toEqual([0, 0]);
    expect(await codes('--require', 'identical')).toEqual([1, 0]);
    expect(await codes('--fail-under', '0.9')).toEqual([0, 0]);
    // The truth is 0.99, and the lower bound below it.
    expect(await codes('--fail-under', '0.99')).toEqual([1, 0]);
    expect(await codes('--fail-under', '1.5')).toEqual([2, 2]);
    expect(await codes('--require', 'similar')).toEqual([2, 2]);
  });
});
