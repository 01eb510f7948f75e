/** Reports: one file that needs nothing, holds every number, and lets no name be markup. */
import { fingerprintOfSignature, readSignature } from '@datasig/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { document } from '../../test/dom.ts';
import { numbers, operand } from '../../test/fingerprints.ts';
import { comparisonJson, createReport, htmlReport, type Operand, type Report, reportJson } from '../index.ts';

const sketches = [{ scheme: 'bottom-k/1', k: 64 }] as const;
const sample = (name: string, from: number, to: number): Operand => numbers(name, from, to, { sketches });
const write = (report: Report, command?: string): string => htmlReport(report, { document, ...(command !== undefined && { command }) });
const reports = (a: Operand, b: Operand): readonly Report[] => [createReport([a, b]), createReport([a, b, sample('third', 5, 50)]), createReport([a, b], { timeline: true })];
const textOf = (page: string): string => page.replace(/<style>[^]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('htmlReport', () => {
  it('is one file without scripts or requests, under a policy that allows none', () => {
    for (const report of reports(sample('a', 0, 900), sample('b', 300, 1200))) {
      const page = write(report, 'datasig report a b');
      expect(page).toMatch(/^<!doctype html>\n<html lang="en">\n/);
      expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"`);
      expect(page).not.toMatch(/<(?:script|link|iframe|object|embed|img|a)\b|\son[a-z]+=|\s(?:src|href)=|url\(|@import|NaN|undefined/);
      expect(page).toContain('<code>datasig report a b</code>');
    }
  });

  it('has the same bytes each time', () => {
    const written = (): string[] => reports(sample('a', 0, 900), sample('b', 300, 1200)).map((report) => write(report));
    expect(written()).toEqual(written());
  });

  it('says the verdict, how sure it is, every estimate, and what it does not say', () => {
    const report = createReport([sample('a', 0, 900), sample('b', 300, 1200)]);
    if (report.kind !== 'pair') throw new Error('expected a report of two');
    const text = textOf(write(report));
    const { pair } = report;
    for (const part of [pair.headline, pair.verdict, ...pair.shares, pair.certainty, pair.detection!, ...pair.limits, pair.a.uid!, pair.b.uid!, 'bottom-k:64', 'sha-256']) expect(text).toContain(part);
    for (const { value, interval, meaning } of Object.values(pair.estimates!)) for (const part of [value, interval, meaning]) expect(text).toContain(part);
  });

  it('names the fields that differ and the cast that helps, before the numbers', () => {
    const rows = Array.from({ length: 50 }, (_, id) => id);
    const text = textOf(write(createReport([operand('text', rows.map((id) => ({ id: String(id) }))), operand('typed', rows.map((id) => ({ id })))])));
    expect(text).toContain('&quot;id&quot; is text in A and integer in B: records that hold it cannot match; use --cast id=number for A.');
    expect(text.indexOf('--cast id=number')).toBeLessThan(text.indexOf('How they overlap'));
  });

  it('tells two that cannot be compared, among many', () => {
    const keyed = operand('keyed', [{ id: 1 }], { key: new Uint8Array(32).fill(7) });
    const text = textOf(write(createReport([sample('a', 0, 9), keyed, sample('b', 0, 9)])));
    expect(text).toContain('cannot be compared: ');
    expect(textOf(write(createReport([sample('a', 0, 9), keyed], { timeline: true })))).toContain('cannot be compared: ');
    expect(() => createReport([sample('a', 0, 9), keyed])).toThrow(expect.objectContaining({ code: 'digest-mismatch' }));
    expect(() => createReport([keyed])).toThrow('two datasets or more');
  });

  it('says of a bare signature that amounts are not known', () => {
    const bare = (name: string, first: number): Operand => ({ argument: `${name}.sig`, fingerprint: fingerprintOfSignature(readSignature('classic/keyed-sha256', Uint8Array.from({ length: 64 * 32 }, (_, index) => (index * first) % 251)), name) });
    const text = textOf(write(createReport([bare('old', 7), bare('new', 11)])));
    expect(text).toContain('Records a bare signature a bare signature Distinct records not known not known Encoded not known not known');
  });

  it('keeps credentials out', () => {
    const a = { ...sample('a', 0, 9), argument: 'https://user:secret@example.org/a' };
    const page = write(createReport([a, sample('b', 0, 9)]), "datasig report 'https://user:secret@example.org/a' b");
    expect(page).not.toContain('secret');
    expect(page).toContain('https://…@example.org/a');
  });

  it('lets no text from a file be markup', () => {
    const hostile = fc.constantFrom('</style><script>alert(1)</script>', '"><svg onload=alert(1)>', "' onmouseover='alert(1)", '<!--', '${alert(1)}', '&lt;b&gt;', '\u202e', '\u0000');
    const tag = /<(?:!doctype html|\/?(?:html|head|body|main|meta|title|style|section|header|footer|div|h1|h2|h3|p|ul|li|dl|dt|dd|span|figure|table|caption|thead|tbody|tr|th|td|code|pre|details|summary|svg|desc|g|circle|text|path|rect|line|tspan)(?: [\w-]+="[^"<>]*"| [\w-]+='[^'<>]*')*)>/g;
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, field, location) => {
        const [a, b] = [name, `other ${name}`].map((each, index) => ({ ...operand(each, Array.from({ length: 20 }, (_, row) => ({ [field]: row + index * 5, [`only${index}${field}`]: 'x' }))), argument: location })) as [Operand, Operand];
        for (const report of reports(a, b)) {
          const page = write(report, `datasig report ${location}`).replaceAll('\n', '');
          expect(page.replace(/<style>[^<]*<\/style>/, '').replace(tag, '')).not.toMatch(/[<>]/);
          expect(page).not.toMatch(/[\p{Cc}\u202e]/u);
        }
      }),
      { numRuns: 40, seed: 20261125 },
    );
  });
});

describe('reportJson', () => {
  it('is that of compare for two, and has every comparison of several', () => {
    const [a, b, c] = [sample('a', 0, 90), sample('b', 30, 120), sample('c', 0, 90)];
    const two = createReport([a, b]);
    if (two.kind !== 'pair') throw new Error('expected a report of two');
    expect(reportJson(two)).toEqual(comparisonJson({ a, b }, two.comparison));
    expect(reportJson(createReport([a, b, c]))).toMatchObject({ datasets: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], order: [0, 2, 1], pairs: [{ first: 0, second: 1 }, { first: 0, second: 2, identical: true }, { first: 1, second: 2 }] });
    expect(reportJson(createReport([a, b, c], { timeline: true }))).toMatchObject({ steps: [{ first: 0, second: 1, added: { estimate: expect.any(Number) as number } }, { first: 1, second: 2 }] });
    for (const report of [two, createReport([a, b, c])]) expect(() => JSON.stringify(reportJson(report))).not.toThrow();
  });
});
