/** SPDX 3.0.1: what its profiles require, and what others wrote. The outside validator is in tooling/aibom-validators. */
import { describe, expect, it } from 'vitest';
import { bytesOf, failure, fullClaim, storedNumbers } from '../../test/claims.ts';
import { itemsOf, memberOf } from '../document/json-node.ts';
import { parseDocument } from '../document/parse.ts';
import { claimDataset, createSpdx, type DatasetClaim, readBill } from '../index.ts';
import { claimsOfSpdx } from './claims.ts';
import { readSpdx } from './read.ts';

type Element = Readonly<Record<string, unknown>>;
const timestamp = '2026-01-05T00:00:00Z';
const claim = fullClaim();
const model = { name: 'model', version: '1', license: 'MIT', supplier: 'Example', location: 'https://example.org/model', releaseTime: timestamp, sha256: 'b'.repeat(64) };
const graphOf = (text: string): readonly Element[] => (JSON.parse(text) as { readonly '@graph': readonly Element[] })['@graph'];
const context = 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld';
const info = { type: 'CreationInfo', '@id': '_:c', specVersion: '3.0.1', created: timestamp, createdBy: ['urn:x:agent'] };
const agent = { type: 'Organization', spdxId: 'urn:x:agent', creationInfo: '_:c', name: 'Example' };
const dataset = { type: 'dataset_DatasetPackage', spdxId: 'urn:x:data', creationInfo: '_:c', name: 'numbers', dataset_datasetType: ['numeric'] };

describe('a new document', () => {
  it('has the members that the Dataset profile requires', () => {
    const found = graphOf(createSpdx({ datasets: [claim], timestamp })).find(({ type }) => type === 'dataset_DatasetPackage');
    expect(found).toMatchObject({ builtTime: claim.builtTime, releaseTime: claim.releaseTime, software_downloadLocation: claim.location, software_primaryPurpose: 'data', originatedBy: [expect.any(String)] });
  });

  it('is the same each time, and another name with other contents', () => {
    expect(createSpdx({ datasets: [claim], model, timestamp })).toBe(createSpdx({ datasets: [fullClaim()], model, timestamp }));
    const nameOf = (claims: DatasetClaim): unknown => graphOf(createSpdx({ datasets: [claims], timestamp })).find(({ type }) => type === 'SpdxDocument')!['spdxId'];
    expect(nameOf(claim)).not.toBe(nameOf(fullClaim({}, 101)));
    expect(nameOf(claim)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}#document$/);
  });

  it('says what is missing and which option says it', () => {
    const { fingerprint, sha256 } = storedNumbers(3);
    const bare = claimDataset({ fingerprint, sha256 }, { name: 'bare', fingerprintLocation: 'a.datasig.json' });
    expect(failure(() => createSpdx({ datasets: [bare], timestamp }))).toMatchObject({ code: 'document-incomplete', context: { options: ['supplier', 'built-time', 'release-time'] } });
    expect(failure(() => createSpdx({ datasets: [claim] }))).toMatchObject({ code: 'document-incomplete', context: { options: ['timestamp'] } });
    expect(failure(() => createSpdx({ datasets: [claim], timestamp, model: { name: 'm' } }))).toMatchObject({ context: { options: ['model-version', 'model-url', 'model-supplier', 'model-release-time'] } });
  });

  it('has the UID, and no sketch, in integrity slots', () => {
    const algorithms: unknown[] = [];
    JSON.parse(createSpdx({ datasets: [claim], timestamp }), (key, value: unknown) => {
      if (key === 'verifiedUsing') algorithms.push(...(value as readonly Element[]).map(({ algorithm, hashValue }) => (algorithm === 'other' ? hashValue : algorithm)));
      return value;
    });
    expect(new Set(algorithms)).toEqual(new Set([claim.uid, claim.derivedFrom[0]!.uid, 'sha256']));
  });

  it('holds a fingerprint where it was asked for', () => {
    const { fingerprint, sha256, content } = storedNumbers(50);
    const details = { fingerprintLocation: 'n.datasig.json', supplier: 'E', builtTime: timestamp, releaseTime: timestamp, location: 'https://example.org' };
    const document = createSpdx({ datasets: [claimDataset({ fingerprint, sha256, content }, details)], timestamp });
    expect(readBill(bytesOf(document)).claims.datasets[0]!.fingerprint!.content).toEqual(content);
  });
});

describe('a document of another tool', () => {
  const foreign = { '@context': context, '@graph': [info, agent, { ...dataset, verifiedUsing: { type: 'Hash', algorithm: 'md5', hashValue: 'x' }, dataset_datasetSize: 12345678901234 }] };
  const text = JSON.stringify(foreign, undefined, 2).replace('12345678901234', '123456789012345678901234');
  const enriched = readBill(bytesOf(text)).enrich([claim]).text;

  it('has all claims of it, and keeps what it says', () => {
    expect(readBill(bytesOf(enriched)).claims.datasets).toEqual([{
      name: 'numbers', ref: 'urn:x:data', location: claim.location, uid: claim.uid, recordCount: '100',
      fingerprint: { location: 'numbers.datasig.json', sha256: claim.fingerprint.sha256, content: null }, files: claim.files,
    }]);
    const [, , found] = graphOf(enriched);
    expect(found).toMatchObject({ ...dataset, originatedBy: ['urn:x:agent'], builtTime: claim.builtTime });
    expect((found!['verifiedUsing'] as readonly unknown[])[0]).toEqual({ type: 'Hash', algorithm: 'md5', hashValue: 'x' });
    expect(enriched).toContain('123456789012345678901234');
    expect(enriched.startsWith(text.slice(0, text.indexOf('"verifiedUsing"')))).toBe(true);
  });

  it('is not changed by a second time', () => {
    expect(readBill(bytesOf(enriched)).enrich([claim]).text).toBe(enriched);
  });

  it('takes a newer claim in the place of the older', () => {
    const newer = fullClaim({}, 101);
    const again = readBill(bytesOf(enriched)).enrich([newer]).text;
    expect(readBill(bytesOf(again)).claims.datasets[0]).toMatchObject({ uid: newer.uid, recordCount: '101', fingerprint: { sha256: newer.fingerprint.sha256 } });
    expect(again).not.toContain(claim.uid);
    expect(again).not.toContain(claim.fingerprint.sha256);
  });

  it('holds the newer fingerprint, or none, where it held an older one', () => {
    const withContent = (count: number): DatasetClaim => {
      const { fingerprint, sha256, content } = storedNumbers(count);
      return claimDataset({ fingerprint, sha256, content }, { name: 'numbers', fingerprintLocation: 'n.datasig.json', supplier: 'Example', builtTime: timestamp, releaseTime: timestamp, location: 'https://example.org' });
    };
    const first = readBill(bytesOf(text)).enrich([withContent(50)]).text;
    const second = readBill(bytesOf(first)).enrich([withContent(51)]).text;
    expect(readBill(bytesOf(second)).claims.datasets[0]!.fingerprint!.content).toEqual(storedNumbers(51).content);
    expect(readBill(bytesOf(readBill(bytesOf(second)).enrich([claim]).text)).claims.datasets[0]!.fingerprint).toMatchObject({ sha256: claim.fingerprint.sha256, content: null });
  });

  it('does not keep a UID that the new claim has not', () => {
    expect(failure(() => readBill(bytesOf(enriched)).enrich([fullClaim({ hidesUid: true })])).code).toBe('document-malformed');
  });

  it('is not made to break its profile', () => {
    const { fingerprint, sha256 } = storedNumbers(3);
    const bare = claimDataset({ fingerprint, sha256 }, { name: 'numbers', fingerprintLocation: 'a.datasig.json' });
    expect(failure(() => readBill(bytesOf(text), { file: 'in.json' }).enrich([bare]))).toMatchObject({ code: 'document-incomplete', context: { options: ['supplier', 'built-time', 'release-time'] } });
  });
});

it('looks at each element as often in a large document as in a small one', () => {
  const visits = (count: number): number => {
    const elements = Array.from({ length: count }, (_, index) => [
      { ...dataset, spdxId: `urn:x:data-${index}` },
      { type: 'Relationship', spdxId: `urn:x:r-${index}`, creationInfo: '_:c', from: `urn:x:data-${index}`, relationshipType: 'hasEvidence', to: ['urn:x:agent'] },
    ]);
    const text = JSON.stringify({ '@context': context, '@graph': [info, agent, ...elements.flat()] });
    const root = parseDocument(text);
    let visited = 0;
    for (const element of itemsOf(memberOf(root, '@graph'))) {
      const members = memberOf(element, 'type') && element.kind === 'object' ? element.members : [];
      Object.defineProperty(element, 'members', { get: () => ((visited += 1), members) });
    }
    expect(claimsOfSpdx(readSpdx(text, root)).datasets).toHaveLength(count);
    return visited;
  };
  const [few, many] = [visits(50), visits(500)];
  expect(few).toBeGreaterThan(100);
  expect(many).toBeLessThan(11 * few);
});

describe('what is refused', () => {
  const withGraph = (...graph: readonly object[]): object => ({ '@context': context, '@graph': [info, agent, ...graph] });
  it.each([
    ['SPDX 2', { spdxVersion: 'SPDX-2.3', packages: [] }, 'document-version'],
    ['SPDX 3.0.0', { '@context': 'https://spdx.org/rdf/3.0.0/spdx-context.jsonld', '@graph': [] }, 'document-version'],
    ['no graph', { '@context': context }, 'document-malformed'],
    ['an element without a type', withGraph({ spdxId: 'urn:x:1' }), 'document-malformed'],
    ['a name that stands twice', withGraph(dataset, dataset), 'duplicate-reference'],
    ['a relationship to nothing', withGraph(dataset, { type: 'Relationship', spdxId: 'urn:x:r', creationInfo: '_:c', from: 'urn:x:data', relationshipType: 'trainedOn', to: ['urn:x:none'] }), 'dangling-reference'],
    ['a creation info that is none', withGraph({ ...dataset, creationInfo: '_:none' }), 'dangling-reference'],
    ['two UIDs', withGraph({ ...dataset, externalIdentifier: ['a', 'b'].map((identifier) => ({ type: 'ExternalIdentifier', identifier, comment: 'Datasig UID, version 1: a digest of all records, each as often as it occurs, in any order' })) }), 'document-malformed'],
  ])('%s', (_, document, code) => {
    expect(failure(() => readBill(bytesOf(document as never))).code).toBe(code);
  });

  it('elements that are imported, or of the model, are there', () => {
    const from = 'urn:x:data';
    const relationship = { type: 'Relationship', spdxId: 'urn:x:r', creationInfo: '_:c', from, relationshipType: 'hasDeclaredLicense', to: ['https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense', 'urn:y:1'] };
    const document = { type: 'SpdxDocument', spdxId: 'urn:x:d', creationInfo: '_:c', import: [{ type: 'ExternalMap', externalSpdxId: 'urn:y:1' }] };
    expect(readBill(bytesOf(withGraph(dataset, relationship, document) as never)).claims.datasets).toHaveLength(1);
  });
});
