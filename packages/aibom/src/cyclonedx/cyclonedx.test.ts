/** CycloneDX: what is written has its own validator's approval; what others wrote keeps all that it says. */
import { describe, expect, it } from 'vitest';
import { at, bytesOf, evidenceOf, failure, fullClaim, stored, storedNumbers } from '../../test/claims.ts';
import { faultsOf } from '../../test/cyclonedx-validator.ts';
import { fingerprintOf, numbers } from '../../test/fingerprints.ts';
import { claimDataset, createCycloneDx, readBill, verifyDataset } from '../index.ts';

const model = { name: 'model.safetensors', version: '1', license: 'MIT', supplier: 'Example', location: 'https://example.org/model', sha256: 'b'.repeat(64) };
const claim = fullClaim();
const plainClaim = fullClaim({ derivedFrom: [], files: [] });

/** As generators write it that know no place for a digest. */
const foreign = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  components: [
    { type: 'library', 'bom-ref': 'pkg:pypi/torch@2', name: 'torch', version: '2' },
    {
      type: 'machine-learning-model', 'bom-ref': 'pkg:huggingface/a/b@1', name: 'b',
      modelCard: {
        modelParameters: {
          task: 'fill-mask',
          datasets: [
            { type: 'dataset', name: 'numbers', contents: { url: 'https://huggingface.co/datasets/a/numbers' }, description: 'Numbers \u2026', governance: { owners: [{ organization: { name: 'Owner' } }] } },
            { type: 'dataset', name: 'others' },
          ],
        },
      },
    },
  ],
  dependencies: [{ ref: 'pkg:huggingface/a/b@1', dependsOn: ['pkg:pypi/torch@2'] }, { ref: 'pkg:pypi/torch@2' }],
};

describe('a new document', () => {
  it('is valid, with all that can be said and with as little as possible', async () => {
    expect(await faultsOf(createCycloneDx({ datasets: [claim, fullClaim({ name: 'test' })], model, testedOn: new Set(['test']), timestamp: '2026-01-01T00:00:00Z', serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79' }))).toBeNull();
    const { fingerprint, sha256 } = storedNumbers(3);
    expect(await faultsOf(createCycloneDx({ datasets: [claimDataset({ fingerprint, sha256 }, { fingerprintLocation: 'a.datasig.json' })] }))).toBeNull();
  });

  it('is the same each time', () => {
    expect(createCycloneDx({ datasets: [fullClaim()], model })).toBe(createCycloneDx({ datasets: [fullClaim()], model }));
  });

  it('holds a fingerprint only where it was asked for', async () => {
    const { fingerprint, sha256, content } = storedNumbers(50);
    expect(createCycloneDx({ datasets: [claim] })).not.toContain('attachment');
    const document = createCycloneDx({ datasets: [claimDataset({ fingerprint, sha256, content }, { fingerprintLocation: 'n.datasig.json' })] });
    expect(await faultsOf(document)).toBeNull();
    expect(readBill(bytesOf(document)).claims.datasets[0]!.fingerprint!.content).toEqual(content);
  });

  it('has no UID where it is hidden, also not of ancestors in the claim', () => {
    const document = createCycloneDx({ datasets: [fullClaim({ hidesUid: true, derivedFrom: [] })] });
    expect(document).not.toContain('dsu1:');
    expect(readBill(bytesOf(document)).claims.datasets[0]).toMatchObject({ uid: null, fingerprint: { sha256: claim.fingerprint.sha256 } });
  });

  it('never has a sketch in an integrity slot', () => {
    const algorithms = new Set<unknown>();
    JSON.parse(createCycloneDx({ datasets: [claim], model }), (key, value: unknown) => {
      if (key === 'alg') algorithms.add(value);
      return value;
    });
    expect([...algorithms]).toEqual(['SHA-256']);
  });

  it('gives datasets of one name different references', async () => {
    const document = createCycloneDx({ datasets: [claim, claim] });
    expect(await faultsOf(document)).toBeNull();
    expect(readBill(bytesOf(document)).claims.datasets.map(({ ref }) => ref)).toEqual(['dataset:numbers@2.1', 'dataset:numbers@2.1#2']);
  });

  it('needs a dataset', () => {
    expect(failure(() => createCycloneDx({ datasets: [] })).code).toBe('invalid-argument');
  });
});

describe('a document of another tool', () => {
  const text = JSON.stringify(foreign, undefined, 2);
  const { text: enriched, enriched: names } = readBill(bytesOf(text)).enrich([plainClaim]);
  const document = JSON.parse(enriched) as typeof foreign & { readonly declarations: object };

  it('refers to the dataset instead of holding it, and stays valid', async () => {
    expect(names).toEqual(['numbers']);
    expect(await faultsOf(text, '1.6')).toBeNull();
    expect(await faultsOf(enriched, '1.6')).toBeNull();
    expect(at(document, 'components', 1, 'modelCard', 'modelParameters', 'datasets', 0)).toEqual({ ref: 'dataset:numbers@2.1' });
    expect(document.dependencies).toEqual([{ ref: 'pkg:huggingface/a/b@1', dependsOn: ['pkg:pypi/torch@2', 'dataset:numbers@2.1'] }, { ref: 'pkg:pypi/torch@2' }, { ref: 'dataset:numbers@2.1' }]);
  });

  it('keeps the entry itself, whole', () => {
    const [original] = (at(foreign, 'components', 1, 'modelCard', 'modelParameters', 'datasets') as readonly unknown[]);
    expect(at(document, 'components', 2, 'data', 0)).toEqual(original);
  });

  it('loses nothing else', () => {
    const restored = structuredClone(document) as unknown as { components: unknown[]; dependencies: { dependsOn?: string[] }[]; declarations?: object };
    const [, , component] = restored.components.splice(2, 1).length === 1 ? [0, 0, at(document, 'components', 2)] : [];
    (at(restored, 'components', 1, 'modelCard', 'modelParameters', 'datasets') as unknown[])[0] = at(component, 'data', 0);
    restored.dependencies.pop();
    restored.dependencies[0]!.dependsOn!.pop();
    delete restored.declarations;
    expect(restored).toEqual(foreign);
  });

  it('is not changed by a second time, also with files and ancestors', () => {
    expect(readBill(bytesOf(enriched)).enrich([plainClaim]).text).toBe(enriched);
    const full = readBill(bytesOf(text)).enrich([claim]).text;
    expect(readBill(bytesOf(full)).enrich([claim]).text).toBe(full);
  });

  it('takes a newer claim in the place of the older', async () => {
    const newer = fullClaim({ derivedFrom: [], files: [{ name: 'x.csv', sha256: 'c'.repeat(64) }] }, 101);
    const again = readBill(bytesOf(enriched)).enrich([newer]).text;
    expect(await faultsOf(again, '1.6')).toBeNull();
    expect(again).toContain(newer.uid);
    expect(again).not.toContain(plainClaim.uid);
    expect(again).not.toContain(plainClaim.fingerprint.sha256);
  });

  it.each([['in one line', undefined], ['with tabs', '\t'], ['with four spaces', 4]])('%s keeps its bytes but for what is new', async (_, indent) => {
    // What another program would round or write anew.
    const odd = JSON.stringify({ ...foreign, properties: [{ name: 'n', value: 'NUMBER' }] }, undefined, indent).replace('\u2026', '\\u2026').replace('"version": 1,', '"version": 1.0,').replace('"version":1,', '"version":1.0,');
    const { text: result } = readBill(bytesOf(odd)).enrich([plainClaim]);
    expect(result).toContain(odd.slice(0, odd.indexOf('"datasets"')));
    expect(result).toContain('\\u2026');
    expect(result).toMatch(/"version": ?1\.0,/);
    expect(await faultsOf(result, '1.6')).toBeNull();
  });

  it('of version 1.5 has no declarations', async () => {
    const { text: result } = readBill(bytesOf({ ...foreign, specVersion: '1.5' })).enrich([claim]);
    expect(await faultsOf(result, '1.5')).toBeNull();
    expect(JSON.parse(result)).not.toHaveProperty('declarations');
  });

  it('with components of datasets keeps what they say', async () => {
    const own = { ...foreign, specVersion: '1.7', components: [{ type: 'data', name: 'numbers', version: '9', data: [{ type: 'dataset', contents: { url: 'x' } }], properties: [{ name: 'a', value: 'b' }], externalReferences: [{ type: 'evidence', url: 'https://example.org' }] }], dependencies: [] };
    const { text: result } = readBill(bytesOf(own)).enrich([claim]);
    expect(await faultsOf(result, '1.7')).toBeNull();
    const component = at(JSON.parse(result), 'components', 0) as object;
    expect(component).toMatchObject({ name: 'numbers', version: '9', 'bom-ref': 'dataset:numbers@2.1', data: [{ type: 'dataset', contents: { url: 'x' } }] });
    expect(at(component, 'properties', 0)).toEqual({ name: 'a', value: 'b' });
    expect(at(component, 'externalReferences', 0)).toEqual({ type: 'evidence', url: 'https://example.org' });
    expect(readBill(bytesOf(result)).claims.datasets[0]).toMatchObject({ uid: claim.uid, files: claim.files });
  });

  it('keeps other digests of files and what ancestors say', () => {
    const file = { type: 'file', name: 'data/numbers.csv', hashes: [{ alg: 'MD5', content: 'd'.repeat(32) }], mime: 'text/csv' };
    const raw = { type: 'data', name: 'raw', description: 'x', externalReferences: [{ type: 'website', url: 'y' }], data: [{ type: 'dataset', name: 'z' }] };
    const own = { ...foreign, components: [{ type: 'data', name: 'numbers', components: [file], pedigree: { ancestors: [raw], notes: 'n' } }], dependencies: [] };
    const component = at(JSON.parse(readBill(bytesOf(own)).enrich([claim]).text), 'components', 0);
    expect(at(component, 'components')).toEqual([{ ...file, hashes: [...file.hashes, { alg: 'SHA-256', content: claim.files[0]!.sha256 }] }]);
    expect(at(component, 'pedigree')).toMatchObject({ notes: 'n', ancestors: [{ description: 'x', externalReferences: [{ url: 'y' }, { url: 'raw.datasig.json' }], data: [{ name: 'z' }] }] });
  });

  it('has equal entries of two models as one dataset', async () => {
    const [, aModel] = foreign.components;
    const two = { ...foreign, components: [aModel, { ...aModel, 'bom-ref': 'second' }], dependencies: [] };
    const result = JSON.parse(readBill(bytesOf(two)).enrich([plainClaim]).text) as { readonly components: readonly object[]; readonly dependencies: readonly object[] };
    expect(result.components).toHaveLength(3);
    expect(result.dependencies).toEqual([{ ref: 'pkg:huggingface/a/b@1', dependsOn: ['dataset:numbers@2.1'] }, { ref: 'second', dependsOn: ['dataset:numbers@2.1'] }, { ref: 'dataset:numbers@2.1' }]);
    expect(await faultsOf(JSON.stringify(result), '1.6')).toBeNull();
  });
});

describe('what the schema lets pass', () => {
  const minimal = { bomFormat: 'CycloneDX', specVersion: '1.7', version: 1 };
  const declaring = (predicate: string): object => ({
    ...minimal,
    components: [{
      type: 'data', name: 'a', 'bom-ref': 'a',
      properties: [{ name: 'datasig:uid', value: `dsu1:${'a'.repeat(64)}` }],
      externalReferences: [{ type: 'evidence', url: 'a.datasig.json', comment: 'Datasig fingerprint', hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }] }],
    }],
    declarations: { claims: [{ target: 'a', predicate }] },
  });
  const withDatasets = (...datasets: readonly object[]): object => ({ ...minimal, components: [{ type: 'machine-learning-model', name: 'm', modelCard: { modelParameters: { datasets } } }] });
  it.each([
    ['a reference that leads nowhere', withDatasets({ ref: 'nowhere' }), 'dangling-reference'],
    ['a dependency on nothing', { ...minimal, dependencies: [{ ref: 'nowhere' }] }, 'dangling-reference'],
    ['a claim about nothing', { ...minimal, declarations: { claims: [{ target: 'nowhere' }] } }, 'dangling-reference'],
    ['a name that stands twice', { ...minimal, components: [{ type: 'library', name: 'a', 'bom-ref': 'x' }, { type: 'library', name: 'b', 'bom-ref': 'x' }] }, 'duplicate-reference'],
    ['data of a library', { ...minimal, components: [{ type: 'library', name: 'a', data: [{ type: 'dataset' }] }] }, 'document-malformed'],
    ['a dataset that is a reference, too', withDatasets({ ref: 'a', type: 'dataset' }), 'document-malformed'],
    ['a UID that is claimed twice', { ...minimal, components: [{ type: 'data', name: 'a', properties: [{ name: 'datasig:uid', value: 'x' }, { name: 'datasig:uid', value: 'y' }] }] }, 'document-malformed'],
    ['another UID in the declarations', declaring(`The records of this dataset have the Datasig UID dsu1:${'b'.repeat(64)}.`), 'document-malformed'],
    ['another fingerprint in the declarations', declaring(`The records of this dataset are those of the fingerprint with SHA-256 ${'b'.repeat(64)}.`), 'document-malformed'],
    ['a UID that is no text', { ...minimal, components: [{ type: 'data', name: 'a', properties: [{ name: 'datasig:uid', value: 5 }] }] }, 'document-malformed'],
    ['a UID of a library', { ...minimal, components: [{ type: 'library', name: 'a', properties: [{ name: 'datasig:uid', value: 'x' }] }] }, 'document-malformed'],
    ['a bom-ref that is a number', { ...minimal, components: [{ type: 'library', name: 'a', 'bom-ref': 5 }] }, 'document-malformed'],
    ['a ref that is a number', { ...minimal, dependencies: [{ ref: 5 }] }, 'document-malformed'],
    ['a target that is an object', { ...minimal, declarations: { claims: [{ target: {} }] } }, 'document-malformed'],
    ['dependencies that are one text', { ...minimal, components: [{ type: 'library', name: 'a', 'bom-ref': 'a' }], dependencies: [{ ref: 'a', dependsOn: 'a' }] }, 'document-malformed'],
    ['a reference to a dataset that is a number', withDatasets({ ref: 5 }), 'document-malformed'],
    ['datasets that are one object', { ...minimal, components: [{ type: 'machine-learning-model', name: 'm', modelCard: { modelParameters: { datasets: { ref: 'x' } } } }] }, 'document-malformed'],
    ['a model card that is a list', { ...minimal, components: [{ type: 'machine-learning-model', name: 'm', modelCard: [] }] }, 'document-malformed'],
    ['components that are an object', { ...minimal, components: {} }, 'document-malformed'],
    ['components that are numbers', { ...minimal, components: [5] }, 'document-malformed'],
    ['inner components that are an object', { ...minimal, components: [{ type: 'data', name: 'a', components: {} }] }, 'document-malformed'],
    ['properties that are an object', { ...minimal, components: [{ type: 'data', name: 'a', properties: { 'datasig:uid': 'x' } }] }, 'document-malformed'],
    ['another version', { ...minimal, specVersion: '1.4' }, 'document-version'],
    ['no version', { bomFormat: 'CycloneDX' }, 'document-malformed'],
    ['nothing that is known', { a: 1 }, 'unknown-document'],
    ['XML', '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>', 'document-version'],
  ])('%s', (_, document, code) => {
    expect(failure(() => readBill(bytesOf(document as never), { file: 'bom.json' })).code).toBe(code);
  });

  it('a claim is never passed over, whatever kind of data it is of', () => {
    const uid = `dsu1:${'a'.repeat(64)}`;
    const component = { type: 'data', name: 'a', data: [{ type: 'other' }] };
    const claimed = { ...component, properties: [{ name: 'datasig:uid', value: uid }] };
    expect(readBill(bytesOf({ ...minimal, components: [claimed, component] })).claims.datasets).toMatchObject([{ name: 'a', uid }]);
  });

  it('declarations of the same are no contradiction', () => {
    expect(readBill(bytesOf(declaring(`UID dsu1:${'a'.repeat(64)}, fingerprint with SHA-256 ${'a'.repeat(64)}`) as never)).claims.datasets).toHaveLength(1);
  });

  it('references into other documents are theirs', () => {
    expect(readBill(bytesOf(withDatasets({ ref: 'urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#data' }) as never)).claims.models).toHaveLength(1);
  });
});

describe('verification', () => {
  const before = fingerprintOf(numbers(0, 100));
  const dataset = readBill(bytesOf(createCycloneDx({ datasets: [plainClaim] }))).claims.datasets[0]!;

  it('holds for the same data, by a fingerprint or the data', () => {
    expect(verifyDataset(dataset, evidenceOf(before), undefined)).toMatchObject({ status: 'holds', recordCount: { claimed: '100', found: '100' } });
    expect(verifyDataset(dataset, evidenceOf(fingerprintOf(numbers(0, 100).reverse()), 'data'), before).status).toBe('holds');
  });

  it('is broken by one row, with exact counts', () => {
    const verdict = verifyDataset(dataset, evidenceOf(fingerprintOf(numbers(1, 101)), 'data'), before);
    expect(verdict).toMatchObject({ status: 'broken', removed: { estimate: 1, exact: true }, added: { estimate: 1, exact: true }, changedShare: { estimate: 2 / 101, exact: true } });
    expect(verdict.reason).toBe('the data are not those that are claimed: 1.98 % of all distinct records changed (exact): 1 gone, 1 new');
  });

  it('is broken without the claimed fingerprint, too', () => {
    expect(verifyDataset(dataset, evidenceOf(fingerprintOf(numbers(1, 101))), undefined)).toMatchObject({ status: 'broken', changedShare: null });
  });

  it('is broken where only how often records occur has changed', () => {
    expect(verifyDataset(dataset, evidenceOf(fingerprintOf([...numbers(0, 100), 0])), before)).toMatchObject({ status: 'broken', changedShare: { estimate: 0, exact: true }, recordCount: { claimed: '100', found: '101' } });
  });

  it('is only claimed without evidence, undecided without a UID, unclaimed without a claim', () => {
    expect(verifyDataset(dataset, undefined, before).status).toBe('claimed');
    expect(verifyDataset(dataset, evidenceOf(fingerprintOf(numbers(0, 100), { identity: false })), undefined).status).toBe('undecided');
    expect(verifyDataset({ ...dataset, uid: null, fingerprint: null }, evidenceOf(before), undefined).status).toBe('unclaimed');
  });

  it('sees a document that contradicts itself', () => {
    expect(verifyDataset(dataset, undefined, fingerprintOf(numbers(0, 7))).status).toBe('broken');
    expect(verifyDataset({ ...dataset, recordCount: '99' }, evidenceOf(before), undefined).status).toBe('broken');
  });

  it('without a UID takes the very file, or data that surely differ', () => {
    const hidden = { ...dataset, uid: null, fingerprint: { ...dataset.fingerprint!, sha256: stored(before).sha256 } };
    const anonymous = fingerprintOf(numbers(0, 100), { identity: false });
    expect(verifyDataset(hidden, evidenceOf(before), undefined).status).toBe('holds');
    expect(verifyDataset(hidden, evidenceOf(before, 'data'), before).status).toBe('holds');
    expect(verifyDataset(hidden, evidenceOf(before, 'data'), anonymous).status).toBe('undecided');
    expect(verifyDataset(hidden, evidenceOf(fingerprintOf(numbers(1, 101)), 'data'), anonymous).status).toBe('broken');
    expect(verifyDataset(hidden, evidenceOf(before, 'data'), undefined).status).toBe('undecided');
  });

  it('tells the share of larger data with an interval', () => {
    const [large, larger] = [fingerprintOf(numbers(0, 5000)), fingerprintOf(numbers(1000, 6000))];
    const verdict = verifyDataset({ ...dataset, uid: large.identity!.uid, recordCount: '5000' }, evidenceOf(larger, 'data'), large);
    const truth = 2000 / 6000;
    expect(verdict.changedShare!.lower).toBeLessThan(truth);
    expect(verdict.changedShare!.upper).toBeGreaterThan(truth);
    expect(verdict.reason).toMatch(/ % of all distinct records changed \(\d.* – .* %\): about .* gone, about .* new/);
  });
});

it('the validator sees what is wrong', async () => {
  expect(await faultsOf(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.7', components: [{ type: 'data' }] }))).not.toBeNull();
});
