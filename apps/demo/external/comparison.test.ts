/** What the page says of two datasets, and of many. */
import { compareFingerprints, readFingerprint } from '@datasig/core';
import { comparisonJson } from '@datasig/report';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DemoPage } from './demo-page.ts';

let demo: DemoPage;
beforeAll(async () => { demo = await DemoPage.open(); });
afterAll(async () => { await demo.close(); });

const rows = (from: number, to: number): string => `id,name\n${Array.from({ length: to - from }, (_, index) => `${from + index},row ${from + index}\n`).join('')}`;

describe('two datasets', () => {
  it.each([
    ['identical', rows(0, 500), rows(0, 500), 'The same data'],
    ['a part', rows(0, 100), rows(0, 300), 'All of A is in B'],
    ['disjoint', rows(0, 100), rows(500, 600), 'Nothing in common'],
    ['overlapping', rows(0, 200), rows(100, 300), 'Some records are in both, others are not'],
    ['a large part', rows(0, 4000), rows(0, 8000), 'All of A seems to be in B'],
  ])('%s', async (_, a, b, headline) => {
    await demo.give('A', { 'a.csv': a });
    await demo.give('B', { 'b.csv': b });
    expect(await demo.headline()).toBe(headline);
    await demo.page.locator('.result svg[role=img]').nth(1).waitFor();
  });

  it('that do not match for want of a cast: one click mends it', async () => {
    await demo.give('A', { 'a.jsonl': '{"id":1,"name":"x"}\n{"id":2,"name":"y"}\n' });
    await demo.give('B', { 'b.csv': 'id,name\n1,x\n2,y\n' });
    expect(await demo.headline()).toBe('Nothing in common');
    await demo.page.getByRole('button', { name: 'Read “id” of B as number' }).click();
    await demo.page.getByText('The same data').waitFor();
    await demo.page.getByText('The same with the command line').click();
    const commands = await demo.page.getByRole('region', { name: 'Commands' }).innerText();
    expect(commands.split('\n')).toEqual(['datasig fingerprint a.jsonl', 'datasig fingerprint b.csv --cast id=number', 'datasig compare a.datasig.json b.datasig.json', 'datasig report a.datasig.json b.datasig.json -o report.html']);
  });

  it('give JSON, pictures and a report, and fingerprints that are taken in again', async () => {
    await demo.give('A', { 'a.csv': rows(0, 200) });
    await demo.give('B', { 'b.csv': rows(100, 300) });
    const headline = await demo.headline();
    const [a, b] = [await demo.fingerprint('A'), await demo.fingerprint('B')];
    const [fingerprintA, fingerprintB] = [readFingerprint(a), readFingerprint(b)];
    const expected = comparisonJson({ a: { argument: 'a.csv', fingerprint: fingerprintA }, b: { argument: 'b.csv', fingerprint: fingerprintB } }, compareFingerprints(fingerprintA, fingerprintB));
    const click = (name: string) => (): Promise<void> => demo.page.getByRole('button', { name }).click();
    expect(JSON.parse(await demo.save(click('Save numbers (JSON)')))).toEqual(JSON.parse(JSON.stringify(expected)));
    expect(await demo.save(click('Save overlap (SVG)'))).toMatch(/^(?:<\?xml[^>]*>\s*)?<svg [\s\S]*<\/svg>\s*$/);
    const report = await demo.save(click('Save report (HTML)'));
    expect(report).toContain(headline);
    expect(report).not.toMatch(/<script|(?:src|href)="http/);
    await demo.give('A', { 'a.datasig.json': a });
    await demo.give('B', { 'b.datasig.json': b });
    expect(await demo.headline()).toBe(headline);
    expect(await demo.fingerprint('A')).toBe(a);
  });

  it('say what would have been noticed, about what was found', async () => {
    await demo.give('A', { 'a.csv': rows(0, 3000) });
    await demo.give('B', { 'b.csv': rows(5000, 9000) });
    expect(await demo.headline()).toBe('Nothing in common was found');
    expect(await demo.page.getByRole('region', { name: 'Result' }).innerText()).toMatch(/Had they shared 0\.\d+\u00a0% or more of all distinct records of both/);
  });

  it('on a phone: nothing is wider than the page, and pictures are as large as they are drawn', async () => {
    const size = demo.page.viewportSize()!;
    await demo.give('A', { 'customers-2023.csv': rows(0, 3000) });
    await demo.give('B', { 'customers-2024.csv': rows(300, 3500) });
    await demo.page.setViewportSize({ width: 390, height: 844 });
    const scales = (): Promise<number[]> => demo.page.locator('.result svg[role=img]').evaluateAll((pictures) => pictures.map((picture) => Math.round((100 * picture.getBoundingClientRect().width) / Number(picture.getAttribute('width')))));
    await expect.poll(scales).toEqual([100, 100]);
    expect(await demo.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await demo.page.setViewportSize(size);
  });

  it('two fingerprint files that are given together take both sides', async () => {
    await demo.give('A', { 'x.csv': rows(0, 3) });
    const x = await demo.fingerprint('A');
    await demo.empty('A');
    await demo.empty('B');
    await demo.give('A', { 'x.datasig.json': x, 'y.datasig.json': x });
    await demo.settled('B');
    expect(await demo.headline()).toBe('The same data');
  });
});

describe('examples', () => {
  const jaccard = async (): Promise<string> => (await demo.page.locator('.meanings dt').first().innerText()).replace('Similarity: ', '');
  it.each([
    ['Training set, twice', 'The same data', 100, 100],
    ['Training set and its first half', 'All of B seems to be in A', 45, 55],
    ['Training set and test set', 'Nothing in common was found', 0, 1],
    ['Everything and the test set', 'All of B seems to be in A', 12, 17],
  ])('%s', async (title, headline, least, most) => {
    await demo.page.getByRole('button', { name: title }).click();
    await demo.page.locator('.headline', { hasText: headline }).waitFor();
    const share = Number(/[\d.]+/.exec(await jaccard())![0]);
    expect(share).toBeGreaterThanOrEqual(least);
    expect(share).toBeLessThanOrEqual(most);
  });

  it('the weather, in three steps', async () => {
    await demo.page.getByRole('button', { name: /three steps/ }).click();
    await demo.page.locator('.headline', { hasText: 'Nothing in common was found' }).waitFor();
    await demo.page.getByRole('button', { name: 'Leave out “date”' }).click();
    await demo.page.locator('.headline', { hasText: 'Some records are in both' }).waitFor();
    expect(Number(/[\d.]+/.exec(await jaccard())![0])).toBeCloseTo(57.6, -0.7);
    await demo.page.getByRole('button', { name: 'Leave out “weather” too' }).click();
    await demo.page.locator('.headline', { hasText: 'The same data' }).waitFor();
  });
});

it('many: a matrix, a tree and versions', async () => {
  await demo.page.getByRole('button', { name: 'Compare many' }).click();
  const contents = [rows(0, 100), rows(0, 200), rows(50, 200)];
  await demo.page.getByTestId('files the list').setInputFiles(contents.map((content, index) => ({ name: `v${index + 1}.csv`, mimeType: 'text/csv', buffer: Buffer.from(content) })));
  await demo.page.getByRole('heading', { name: 'How similar they are to each other' }).waitFor();
  await demo.page.locator('.entry').nth(2).getByText('150 records').waitFor();
  await demo.page.getByText('All pairs as a table').click();
  expect(await demo.page.getByRole('region', { name: 'All pairs' }).locator('tbody tr').allInnerTexts()).toEqual([
    expect.stringMatching(/^1 v1\s+2 v2\s+first is part of second\s+50 % exact\s+100 % exact\s+50 % exact$/),
    expect.stringMatching(/^1 v1\s+3 v3\s+some records in both\s+25 % exact\s+50 % exact\s+33\.33 % exact$/),
    expect.stringMatching(/^2 v2\s+3 v3\s+second is part of first\s+75 % exact\s+75 % exact\s+100 % exact$/),
  ]);
  await demo.page.getByRole('button', { name: 'As versions, oldest first' }).click();
  expect(await demo.page.getByRole('region', { name: 'All versions' }).locator('tbody tr').nth(1).innerText()).toMatch(/2 v2\s+200 records\s+50 % exact\s+50 % exact\s+0 % exact/);
  await demo.page.locator('.result svg[role=img]').nth(1).waitFor();
  await demo.page.getByRole('button', { name: 'Compare two' }).click();
});

it('raised nothing', () => {
  expect(demo.faults).toEqual([]);
});
