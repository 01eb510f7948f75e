/** What each format says of each fact, one by one: the table of docs/guides/bom.md. */
import { describe, expect, it } from 'vitest';
import { createCycloneDx, createSpdx, readBill } from '../src/index.ts';
import { ancestor, at, bytesOf, fullClaim } from './claims.ts';
import { croissant, fileObject, issueAddress } from './croissant.ts';

type Element = Readonly<Record<string, unknown>>;
const timestamp = '2026-01-05T00:00:00Z';
const claim = fullClaim();
const tested = fullClaim({ name: 'test', derivedFrom: [] }, 7);
const model = { name: 'model', version: '1', supplier: 'Example', location: 'https://example.org/model', releaseTime: timestamp, sha256: 'b'.repeat(64) };
const bill = { datasets: [claim, tested], model, testedOn: new Set(['test']), timestamp };

const cyclonedx = JSON.parse(createCycloneDx(bill)) as unknown;
const component = at(cyclonedx, 'components', 0);

const graph = (JSON.parse(createSpdx(bill)) as { readonly '@graph': readonly Element[] })['@graph'];
const spdxDataset = graph.find(({ type, name }) => type === 'dataset_DatasetPackage' && name === 'numbers')!;
const spdxModel = graph.find(({ type }) => type === 'ai_AIPackage')!;
const related = (from: Element, kind: string): readonly Element[] => graph
  .filter(({ relationshipType, from: id }) => relationshipType === kind && id === from['spdxId'])
  .flatMap(({ to }) => (to as readonly string[]).map((id) => graph.find(({ spdxId }) => spdxId === id) ?? { spdxId: id }));

const { version: _, ...unversioned } = croissant([fileObject('data/numbers.csv', issueAddress)]) as Record<string, never>;
const { url: __, ...bare } = unversioned;
const described = JSON.parse(readBill(bytesOf(bare as never)).enrich([claim]).text) as unknown;

describe('name and version', () => {
  it('CycloneDX: name and version of a component of type data', () => expect(component).toMatchObject({ type: 'data', name: 'numbers', version: '2.1' }));
  it('SPDX: name and packageVersion', () => expect(spdxDataset).toMatchObject({ name: 'numbers', software_packageVersion: '2.1' }));
  it('Croissant: name and version', () => expect(described).toMatchObject({ name: 'numbers', version: '2.1' }));
});

describe('location', () => {
  it('CycloneDX: contents.url of data', () => expect(at(component, 'data', 0, 'contents', 'url')).toBe(claim.location));
  it('SPDX: downloadLocation', () => expect(spdxDataset['software_downloadLocation']).toBe(claim.location));
  it('Croissant: url, and contentUrl of files', () => {
    expect(at(described, 'url')).toBe(claim.location);
    expect(at(described, 'distribution', 0, 'contentUrl')).toBe('data/numbers.csv');
  });
});

describe('SHA-256 of files', () => {
  const [file] = claim.files;
  it('CycloneDX: hashes of components of type file inside', () => expect(at(component, 'components')).toEqual([{ type: 'file', name: file!.name, hashes: [{ alg: 'SHA-256', content: file!.sha256 }] }]));
  it('SPDX: verifiedUsing of files', () => expect(related(spdxDataset, 'contains')).toMatchObject([{ type: 'software_File', name: file!.name, verifiedUsing: [{ algorithm: 'sha256', hashValue: file!.sha256 }] }]));
  it('Croissant: sha256 of the distribution', () => expect(at(described, 'distribution', 0, 'sha256')).toBe(file!.sha256));
});

describe('UID', () => {
  it('CycloneDX: the property datasig:uid, and a claim', () => {
    expect(at(component, 'properties')).toContainEqual({ name: 'datasig:uid', value: claim.uid });
    expect(at(cyclonedx, 'declarations', 'claims', 0)).toMatchObject({ target: 'dataset:numbers@2.1', predicate: expect.stringContaining(claim.uid!) as unknown, evidence: ['evidence:dataset:numbers@2.1'] });
    expect(at(cyclonedx, 'declarations', 'evidence', 0)).toMatchObject({ 'bom-ref': 'evidence:dataset:numbers@2.1', propertyName: 'datasig:uid' });
  });
  it('SPDX: a hash of another algorithm with a comment, and an identifier', () => {
    expect(spdxDataset['verifiedUsing']).toMatchObject([{ algorithm: 'other', hashValue: claim.uid, comment: expect.stringContaining('Datasig UID') as unknown }]);
    expect(spdxDataset['externalIdentifier']).toMatchObject([{ externalIdentifierType: 'other', identifier: claim.uid }]);
  });
  it('Croissant: a PropertyValue, and datasig:uid without a language', () => {
    expect(at(described, 'identifier')).toMatchObject([{ '@type': 'PropertyValue', value: claim.uid }]);
    expect(at(described, 'datasig:uid')).toBe(claim.uid);
    expect(at(described, '@context', 'datasig:uid', '@language')).toBeNull();
  });
});

describe('fingerprint file', () => {
  const { location, sha256 } = claim.fingerprint;
  it('CycloneDX: evidence with its SHA-256', () => expect(at(component, 'externalReferences')).toMatchObject([{ type: 'evidence', url: location, hashes: [{ alg: 'SHA-256', content: sha256 }] }]));
  it('SPDX: a file that is evidence', () => expect(related(spdxDataset, 'hasEvidence')).toMatchObject([{ type: 'software_File', name: location, verifiedUsing: [{ algorithm: 'sha256', hashValue: sha256 }] }]));
  it('Croissant: a FileObject with its SHA-256', () => expect(at(described, 'distribution', 1)).toMatchObject({ '@type': 'cr:FileObject', contentUrl: location, sha256 }));
});

describe('parameters and counts', () => {
  const expected = Object.fromEntries(claim.properties);
  it('CycloneDX: properties', () => expect(Object.fromEntries((at(component, 'properties') as readonly { readonly name: string; readonly value: string }[]).map(({ name, value }) => [name, value]))).toMatchObject(expected));
  it('SPDX: the extension for CycloneDX properties', () => {
    const entries = at(spdxDataset, 'extension', 0, 'extension_cdxProperty') as readonly Element[];
    expect(Object.fromEntries(entries.map((entry) => [entry['extension_cdxPropName'], entry['extension_cdxPropValue']]))).toMatchObject(expected);
  });
  it('Croissant: members', () => expect(described).toMatchObject(expected));
  it('all: number of records, encoding, how sketches were made', () => expect(expected).toMatchObject({ 'datasig:recordCount': '100', 'datasig:encoding': 'datasig-cbor/1', 'datasig:sketches': 'bottom-k:1024' }));
});

describe('a model and its data', () => {
  it('CycloneDX: references in the model card, and dependencies', () => {
    const references = ['dataset:numbers@2.1', 'dataset:test@2.1'];
    expect(at(cyclonedx, 'metadata', 'component', 'modelCard')).toEqual({ modelParameters: { datasets: references.map((ref) => ({ ref })) }, properties: [{ name: 'datasig:testedOn', value: 'dataset:test@2.1' }] });
    expect(at(cyclonedx, 'dependencies', 0)).toEqual({ ref: 'model:model@1', dependsOn: references });
    expect(at(cyclonedx, 'metadata', 'component', 'hashes')).toEqual([{ alg: 'SHA-256', content: model.sha256 }]);
  });
  it('SPDX: trainedOn and testedOn', () => {
    expect(related(spdxModel, 'trainedOn').map(({ name }) => name)).toEqual(['numbers']);
    expect(related(spdxModel, 'testedOn').map(({ name }) => name)).toEqual(['test']);
    expect(spdxModel['verifiedUsing']).toMatchObject([{ algorithm: 'sha256', hashValue: model.sha256 }]);
  });
});

describe('what data were derived from', () => {
  it('CycloneDX: ancestors of the pedigree', () => expect(at(component, 'pedigree', 'ancestors')).toMatchObject([{ type: 'data', name: 'raw', properties: expect.arrayContaining([{ name: 'datasig:uid', value: ancestor.uid }]) as unknown }]));
  it('SPDX: descendantOf', () => expect(related(spdxDataset, 'descendantOf')).toMatchObject([{ name: 'raw', verifiedUsing: [{ hashValue: ancestor.uid }] }]));
  it('Croissant: prov:wasDerivedFrom', () => expect(at(described, 'prov:wasDerivedFrom')).toMatchObject([{ name: 'raw' }]));
});
