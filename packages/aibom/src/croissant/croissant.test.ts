/** Croissant: where its data are, and claims that are added. The outside validator is in tooling/aibom-validators. */
import { describe, expect, it } from 'vitest';
import { ancestor, at, bytesOf, failure, fullClaim } from '../../test/claims.ts';
import { croissant, fileObject, hubDocument, issueAddress } from '../../test/croissant.ts';
import { type CroissantResource, readBill, resourcesToRead } from '../index.ts';

const digest = 'a'.repeat(64);
const claim = fullClaim();
const placesOf = (document: object, recordSet?: string): readonly CroissantResource[] => resourcesToRead(readBill(bytesOf(document as never)).contents!, recordSet);
const set = (members: object): { readonly [name: string]: never } => ({ '@type': 'cr:FileSet', '@id': 'set', ...members }) as never;

describe('what it describes', () => {
  it('is, on the Hub, the files of the repository that are included', () => {
    expect(placesOf(hubDocument)).toEqual([{ id: 'parquet-files-for-config-default', location: 'hf:owner/numbers@refs/convert/parquet/default/*/*.parquet', sha256: null, remark: null, isContainer: false }]);
  });

  it.each([
    ['a file beside it', fileObject('data/a%20b.csv', digest), 'data/a b.csv'],
    ['a pattern', set({ includes: 'data/*.csv' }), 'data/*.csv'],
    ['a dataset of the Hub', fileObject('x', digest, 'https://huggingface.co/datasets/owner/name'), 'hf:owner/name'],
    ['a file of the Hub', fileObject('x', digest, 'https://huggingface.co/datasets/owner/name/resolve/main/data/train.csv'), 'hf:owner/name@main/data/train.csv'],
    ['a dataset of the Hub of old', fileObject('x', digest, 'https://huggingface.co/datasets/squad'), 'hf:squad'],
  ])('%s', (_, resource, location) => {
    expect(placesOf(croissant([resource])).map((place) => place.location)).toEqual([location]);
  });

  it.each([
    ['an address elsewhere', fileObject('x', digest, 'https://example.org/x.csv')],
    ['a path out of the folder', fileObject('x', digest, '../x.csv')],
    ['an absolute path', fileObject('x', digest, '/etc/passwd')],
    ['a scheme that runs code', fileObject('x', digest, 'tfjs:./evil.mjs')],
    ['several patterns', set({ includes: ['a/*.csv', 'b/*.csv'] })],
    ['nothing', set({})],
  ])('%s is no place, and says why', (_, resource) => {
    const [place] = placesOf(croissant([resource]));
    expect(place!.location).toBeNull();
    expect(place!.remark).not.toBe('');
  });

  it('is an archive where the files are in one', () => {
    const [place, ...others] = placesOf(croissant([fileObject('data.zip', digest), set({ containedIn: { '@id': 'data.zip' }, includes: '*.csv' })], [{ fileSet: { '@id': 'set' } }]));
    expect([place!.location, others]).toEqual(['data.zip', []]);
    expect(place!.remark).toContain('as a whole');
  });

  it('is what record sets come from, or one of them', () => {
    const document = croissant([fileObject('a.csv', digest), fileObject('b.csv', digest), fileObject('readme.txt', digest)], [{ fileObject: { '@id': 'a.csv' } }, { fileObject: { '@id': 'b.csv' } }]);
    expect(placesOf(document).map(({ id }) => id)).toEqual(['a.csv', 'b.csv']);
    expect(placesOf(document, 'set-1').map(({ id }) => id)).toEqual(['b.csv']);
  });

  it('takes 64 hex digits for a digest, and nothing else', () => {
    const [good, issue, short] = placesOf(croissant([fileObject('a', digest.toUpperCase()), fileObject('b', issueAddress), fileObject('c', digest.slice(1))]));
    expect([good!.sha256, issue!.sha256, short!.sha256]).toEqual([digest, null, null]);
    expect(issue!.remark).toContain('64 hex digits');
  });
});

describe('claims', () => {
  const text = JSON.stringify(croissant([fileObject('data/numbers.csv', issueAddress)], [], { identifier: '10.1234/n', version: '1.0.0' }), undefined, 1);
  const { text: enriched } = readBill(bytesOf(text)).enrich([claim]);

  it('are found again', () => {
    expect(readBill(bytesOf(enriched)).claims.datasets).toEqual([{
      name: 'numbers', ref: null, location: 'https://example.org/numbers', uid: claim.uid, recordCount: '100',
      fingerprint: { location: 'numbers.datasig.json', sha256: claim.fingerprint.sha256, content: null }, files: claim.files,
    }]);
  });

  it('leave all else as it was', () => {
    const after = JSON.parse(enriched) as Record<string, unknown>;
    const before = JSON.parse(text) as Record<string, unknown>;
    expect(after['@context']).toMatchObject(before['@context'] as object);
    expect(at(after, 'identifier', 0)).toBe('10.1234/n');
    for (const name of ['name', 'version', 'url', 'license', 'description', 'recordSet', '@type', 'conformsTo']) expect(after[name]).toEqual(before[name]);
    expect(at(after, 'distribution', 0)).toEqual({ ...(at(before, 'distribution', 0) as object), sha256: digest });
  });

  it('are no texts of a language', () => {
    expect(at(JSON.parse(enriched), '@context', 'datasig:uid')).toEqual({ '@id': 'https://www.npmjs.com/package/@datasig/aibom#uid', '@language': null });
  });

  it('are not made twice', () => {
    expect(readBill(bytesOf(enriched)).enrich([claim]).text).toBe(enriched);
  });

  it('give way to newer ones', () => {
    const newer = fullClaim({}, 101);
    const again = readBill(bytesOf(enriched)).enrich([newer]).text;
    expect(readBill(bytesOf(again)).claims.datasets[0]).toMatchObject({ uid: newer.uid, recordCount: '101' });
    expect(again).not.toContain(claim.uid);
  });

  it('are not of another dataset', () => {
    expect(readBill(bytesOf(text)).enrich([fullClaim({ name: 'other' })])).toEqual({ text, enriched: [] });
  });

  it('name what the data were derived from', () => {
    expect(at(JSON.parse(enriched), 'prov:wasDerivedFrom', 0)).toMatchObject({ name: 'raw', url: ancestor.location, identifier: [{ value: ancestor.uid }, { value: ancestor.fingerprint.sha256 }] });
  });

  it('are refused where a file is another than the document says', () => {
    const other = croissant([fileObject('data/numbers.csv', 'b'.repeat(64))]);
    expect(failure(() => readBill(bytesOf(other)).enrich([claim])).code).toBe('document-malformed');
  });
});

describe('what is refused', () => {
  it.each([
    ['version 0.8', croissant([], [], { conformsTo: 'http://mlcommons.org/croissant/0.8' }), 'document-version'],
    ['no version', { ...croissant([]), conformsTo: 'https://example.org' }, 'document-version'],
    ['no name', { ...croissant([]), name: 7 }, 'document-malformed'],
    ['an @id that stands twice', croissant([fileObject('a', digest), fileObject('a', digest)]), 'duplicate-reference'],
    ['a container that is not there', croissant([set({ includes: '*', containedIn: { '@id': 'none' } })]), 'dangling-reference'],
    ['a source that is not there', croissant([], [{ fileObject: { '@id': 'none' } }]), 'dangling-reference'],
    ['two UIDs', croissant([], [], { 'datasig:uid': 'a', identifier: { '@type': 'PropertyValue', propertyID: 'https://www.npmjs.com/package/@datasig/aibom#uid', value: 'b' } }), 'document-malformed'],
  ])('%s', (_, document, code) => {
    expect(failure(() => readBill(bytesOf(document as never))).code).toBe(code);
  });

  it('a prefix of ours that stands for something else', () => {
    const document = croissant([]);
    const taken = { ...document, '@context': { ...(document['@context'] as object), datasig: 'https://example.org/' } };
    expect(failure(() => readBill(bytesOf(taken as never)).enrich([claim])).code).toBe('document-malformed');
  });

  it('names in several languages are understood', () => {
    expect(readBill(bytesOf(croissant([], [], { name: { de: 'Zahlen', en: 'numbers' } }))).claims.datasets[0]!.name).toBe('numbers');
  });
});
