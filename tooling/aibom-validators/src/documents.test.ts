/** What Datasig writes, read by the tools that know the formats; and that these tools do refuse what is wrong. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpdx, readBill } from '@datasig/aibom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, fullClaim, storedNumbers } from '../../../packages/aibom/test/claims.ts';
import { croissant, fileObject, hubDocument, issueAddress } from '../../../packages/aibom/test/croissant.ts';
import { installingTimeout, validate, type Validator, validatorPython, type Verdict } from './validate.ts';

const folder = mkdtempSync(join(tmpdir(), 'datasig-validators-'));
const timestamp = '2026-01-05T00:00:00Z';
const claim = fullClaim();
const model = { name: 'model', version: '1', license: 'MIT', supplier: 'Example', location: 'https://example.org/model', releaseTime: timestamp, sha256: 'b'.repeat(64) };
const validating = 120_000;

beforeAll(async () => {
  await validatorPython();
}, installingTimeout);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function judge(validator: Validator, text: string): Promise<Verdict> {
  const path = join(folder, 'document.json');
  writeFileSync(path, text);
  return validate(validator, path);
}

describe('spdx-python-model', { timeout: validating }, () => {
  const document = createSpdx({ datasets: [claim, fullClaim({ name: 'test', hidesUid: true })], model, testedOn: new Set(['test']), timestamp });

  it('reads a new document, with every class of it', async () => {
    const { isValid, output } = await judge('validate_spdx.py', document);
    expect(output).toContain('"dataset_DatasetPackage"');
    expect(output).toContain('"ai_AIPackage"');
    expect(isValid).toBe(true);
  });

  it('reads one that holds a fingerprint', async () => {
    const { content } = storedNumbers(50);
    expect((await judge('validate_spdx.py', createSpdx({ datasets: [{ ...claim, fingerprint: { ...claim.fingerprint, content: Buffer.from(content).toString('base64') } }], timestamp }))).output).toContain('"ExternalRef"');
  });

  it('reads an enriched document', async () => {
    const foreign = {
      '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld',
      '@graph': [
        { type: 'CreationInfo', '@id': '_:c', specVersion: '3.0.1', created: timestamp, createdBy: ['urn:x:agent'] },
        { type: 'Organization', spdxId: 'urn:x:agent', creationInfo: '_:c', name: 'Other' },
        { type: 'dataset_DatasetPackage', spdxId: 'urn:x:data', creationInfo: '_:c', name: 'numbers', dataset_datasetType: ['numeric'] },
      ],
    };
    const { text } = readBill(bytesOf(foreign)).enrich([claim]);
    expect((await judge('validate_spdx.py', text)).output).toContain('"extension_CdxPropertiesExtension"');
  });

  it.each([
    ['an unknown property', document.replace('"software_primaryPurpose"', '"software_purpose"')],
    ['an unknown value', document.replace('"trainedOn"', '"taughtBy"')],
  ])('refuses %s', async (_, text) => {
    expect(text).not.toBe(document);
    expect((await judge('validate_spdx.py', text)).isValid).toBe(false);
  });
});

describe('mlcroissant', { timeout: validating }, () => {
  const original = croissant([fileObject('data/numbers.csv', issueAddress)], [{ fileObject: { '@id': 'data/numbers.csv' } }], { identifier: '10.1234/n' });

  it.each([
    ['a document of one file', original],
    ['a document of version 1.0', { ...original, conformsTo: 'http://mlcommons.org/croissant/1.0' }],
    ['a document as the Hub serves it', hubDocument],
  ])('reads %s, enriched', async (_, document) => {
    const { text, enriched } = readBill(bytesOf(document)).enrich([claim]);
    expect(enriched).toEqual(['numbers']);
    const [before, after] = [await judge('validate_croissant.py', JSON.stringify(document)), await judge('validate_croissant.py', text)];
    expect(after).toMatchObject({ isValid: true });
    expect(JSON.parse(after.output)).toMatchObject({ name: 'numbers', distribution: expect.arrayContaining(['datasig-fingerprint']) as unknown });
    const warningsOf = ({ output }: Verdict): readonly string[] => (JSON.parse(output) as { readonly warnings: readonly string[] }).warnings;
    // Nothing new to complain of.
    expect(warningsOf(before)).toEqual(expect.arrayContaining([...warningsOf(after)]));
  });

  it('refuses a source that is not there', async () => {
    expect((await judge('validate_croissant.py', JSON.stringify(croissant([], [{ fileObject: { '@id': 'none' } }])))).isValid).toBe(false);
  });
});
