/** The committed whitepaper is what the results give, its parts refer to each other rightly, and it can be read as HTML. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bodyOf, citedKeys, referenceId, referenceKeys } from './citations.ts';
import { headingsOf } from './headings.ts';
import { makePaper, readPaper } from './paper.ts';
import { paperFolder } from './paths.ts';
import { withoutPlaces } from './places.ts';
import { renderBody, renderPage } from './render/page.ts';

const page = await readPaper();
const prose = page.replace(/^(> )?```[\s\S]*?^(> )?```$/gm, '');

test('text and figures are those of the results: `pnpm whitepaper --write` makes them so', async () => {
  const made = await makePaper();
  const committed = new Map<string, string>();
  for (const name of made.keys()) committed.set(name, await readFile(join(paperFolder, name), 'utf8'));
  expect(committed).toEqual(made);
});

test('numbers with a unit are filled from results, or definitions, or those of others', () => {
  // Stated confidence and power; what others estimate or define; sizes that the specification fixes.
  const definitions = ['95 %', '5 %', '100 %', '200 bits', '128 bits', '16 bits', '32 bits', '64 bits', '32 bytes', '100 bytes', '4096 bytes'];
  const written = withoutPlaces(bodyOf(prose))
    .replace(/<!-- paper:(\S+) -->[\s\S]*?<!-- \/paper:\1 -->/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\$[^$]*\$/g, '');
  const found = [...written.matchAll(/\d[\d.,]*\s?(?:%|bits\b|bytes\b|[kMG]i?B\b|[nµm]?s\b|points\b|times\b|×)/g)].map(([number]) => number);
  expect(found.filter((number) => !definitions.includes(number))).toEqual([]);
});

describe('numbers of parts follow each other', () => {
  test.each([['Figure', /\*\*Figure (\d+)\.\*\*/g], ['Table', /\*\*Table (\d+)\.\*\*/g], ['Theorem', /\*\*Theorem (\d+)\*\*/g], ['equation', /\\tag\{(\d+)\}/g]] as const)('%s', (_, pattern) => {
    const numbers = [...page.matchAll(pattern)].map(([, number]) => Number(number));
    expect(numbers.length).toBeGreaterThan(3);
    expect(numbers).toEqual(numbers.map((__, index) => index + 1));
  });

  test('sections', () => {
    let [section, part] = [0, 0];
    for (const { depth, text } of headingsOf(page).filter((heading) => /^\d/.test(heading.text))) {
      [section, part] = depth === 2 ? [section + 1, 0] : [section, part + 1];
      expect(text).toMatch(new RegExp(`^${depth === 2 ? section : `${section}\\.${part}`}\\. `));
    }
  });
});

describe('what is named is there', () => {
  test('references, each of which is cited', () => {
    const keys = referenceKeys(page);
    expect(keys).toEqual([...new Set(keys)]);
    expect([...citedKeys(bodyOf(prose))].toSorted()).toEqual(keys.toSorted());
  });

  test('figures, tables, theorems, sections and equations', () => {
    const html = renderBody(page);
    for (const [, kind, number] of prose.matchAll(/\b(Figure|Table|Theorem) (\d+)/g)) expect(html).toContain(`id="${kind!.toLowerCase()}-${number}"`);
    for (const [, number] of bodyOf(prose).matchAll(/\bsections? (\d+(?:\.\d+)?)/gi)) expect(html).toContain(`id="section-${number}"`);
    for (const [, number] of bodyOf(prose).replace(/\$[^$]*\$/g, '').matchAll(/ \((\d{1,2})\)/g)) expect(page).toContain(`\\tag{${number}}`);
  });

  test('files', () => {
    const files = [...prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target]) => target!);
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !existsSync(join(paperFolder, file)))).toEqual([]);
  });
});

test('the page is whole: formulas, figures, links inside, and nothing from elsewhere', async () => {
  const html = await renderPage(page);
  const ids = new Set([...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id!));
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target!);
  for (const cited of referenceKeys(page)) expect(ids).toContain(referenceId(cited));
  expect([...html.matchAll(/(?:src|href)="(?!#|data:)[^"]*"|url\((?!data:)/g)]).toEqual([]);
  expect(html).not.toContain('katex-error');
  expect(html.replace(/<annotation[\s\S]*?<\/annotation>/g, '').replace(/<code[\s\S]*?<\/code>|<style>[\s\S]*?<\/style>/g, '')).not.toMatch(/\$|\*\*|<!--=/);
  expect([...html.matchAll(/<div class="image"><svg /g)].length).toBe([...page.matchAll(/!\[/g)].length);
});

test('a formula that cannot be read is an error', () => {
  expect(() => renderBody('# t\n\n$\\nothing$')).toThrow('nothing');
});
