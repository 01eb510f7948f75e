/** `report`: one page, written whole or not at all, and what it tells programs. */
import { describe, expect, it } from 'vitest';
import { useWorkplace } from './command.ts';

const workplace = useWorkplace();
const rows = (from: number, to: number): string => `id,name\n${Array.from({ length: to - from }, (_, index) => `${from + index},name ${from + index}\n`).join('')}`;

async function fingerprint(contents: Readonly<Record<string, string>>): Promise<void> {
  workplace.write(contents);
  for (const name of Object.keys(contents)) await workplace.json(['fingerprint', name]);
}

describe('report', () => {
  it('writes a page of two, and tells programs what compare tells', async () => {
    await fingerprint({ 'a.csv': rows(0, 5000), 'b.csv': rows(2500, 5000) });
    const { code, stdout } = await workplace.run(['report', 'a.datasig.json', 'b.csv']);
    expect(code).toBe(0);
    expect(stdout).toContain('datasig-report.html');
    const page = workplace.read('datasig-report.html');
    for (const text of ['All of B seems to be in A', 'Consistent with B being a subset of A', 'What this does not say', '<svg', '<code>datasig report a.datasig.json b.csv</code>']) expect(page).toContain(text);
    expect(page).not.toContain('name 2600');
    const { file, byteLength, kind, ...json } = await workplace.json(['report', 'a.datasig.json', 'b.datasig.json', '-o', 'two.html']);
    expect({ file, byteLength, kind }).toEqual({ file: 'two.html', byteLength: Buffer.byteLength(workplace.read('two.html')), kind: 'pair' });
    const { requirement, ...compared } = await workplace.json(['compare', 'a.datasig.json', 'b.datasig.json']);
    expect(requirement).toBeNull();
    expect(json).toEqual(compared);
  });

  it('gives the same bytes each time, also on standard output', async () => {
    await fingerprint({ 'a.csv': rows(0, 3000), 'b.csv': rows(10, 3010) });
    const once = await workplace.run(['report', 'a.datasig.json', 'b.datasig.json', '-o', '-']);
    expect(once).toMatchObject({ code: 0, stderr: '' });
    expect(await workplace.run(['report', 'a.datasig.json', 'b.datasig.json', '-o', '-'])).toEqual(once);
    expect(once.stdout).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
    expect(await workplace.run(['report', 'a.datasig.json', 'b.datasig.json', '-o', '-', '--json'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('shows several and versions', async () => {
    await fingerprint({ 'v1.csv': rows(0, 900), 'v2.csv': rows(0, 1000), 'v3.csv': rows(500, 1000), 'other.csv': rows(5000, 5100) });
    const files = ['v1', 'v2', 'v3', 'other'].map((name) => `${name}.datasig.json`);
    expect(await workplace.json(['report', ...files, '-o', 'all.html'])).toMatchObject({ kind: 'many', order: [0, 1, 2, 3], pairs: { length: 6 }, datasets: [{ name: 'v1' }, { name: 'v2' }, { name: 'v3' }, { name: 'other' }] });
    expect(workplace.read('all.html')).toContain('4 datasets compared');
    expect(await workplace.json(['report', ...files.slice(0, 3), '--timeline', '-o', 'all.html', '--confidence', '0.9'])).toMatchObject({ kind: 'timeline', steps: [{ first: 0, second: 1, added: { estimate: expect.closeTo(0.1, 12) as number, exact: true }, removed: { estimate: 0 } }, { first: 1, second: 2 }] });
    expect(workplace.read('all.html')).toContain('3 versions');
  });

  it('replaces a report and nothing else', async () => {
    await fingerprint({ 'a.csv': rows(0, 30), 'b.csv': rows(0, 30) });
    workplace.write({ 'page.html': '<!doctype html>\n<title>mine</title>\n' });
    const call = (file: string): string[] => ['report', 'a.datasig.json', 'b.datasig.json', '-o', file];
    expect(await workplace.run(call('page.html'))).toMatchObject({ code: 3, stderr: expect.stringContaining('[output-exists]') as string });
    expect(workplace.read('page.html')).toContain('mine');
    expect(await workplace.run(call('a.datasig.json'))).toMatchObject({ code: 3 });
    for (const _ of [1, 2]) expect(await workplace.run(call('new.html'))).toMatchObject({ code: 0 });
    expect(await workplace.run(call('no/folder.html'))).toMatchObject({ code: 3, stderr: expect.stringContaining('[output-failed]') as string });
    expect(workplace.list().filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.each<[string, string[], number]>([
    ['one dataset', ['a.datasig.json'], 2],
    ['a confidence that is none', ['a.datasig.json', 'b.datasig.json', '--confidence', '95'], 2],
    ['a file that is not there', ['a.datasig.json', 'c.datasig.json'], 3],
    ['a keyed and an unkeyed one', ['a.datasig.json', 'keyed.datasig.json'], 3],
  ])('refuses %s, and writes nothing', async (_, parameters, code) => {
    await fingerprint({ 'a.csv': rows(0, 30), 'b.csv': rows(0, 30) });
    await workplace.json(['keygen']);
    await workplace.json(['fingerprint', 'a.csv', '--key-file', 'datasig.key', '-o', 'keyed.datasig.json']);
    expect(await workplace.run(['report', ...parameters])).toMatchObject({ code, stdout: '' });
    expect(workplace.list()).not.toContain('datasig-report.html');
  });
});
