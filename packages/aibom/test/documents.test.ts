/** Documents that other tools really wrote. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCycloneDx, readBill } from '../src/index.ts';
import { at, bytesOf, fullClaim } from './claims.ts';
import { faultsOf } from './cyclonedx-validator.ts';

const claim = fullClaim();

describe('aisbom-cli, which names no data', () => {
  const text = readFileSync(new URL('documents/aisbom-cli-1.7.0.json', import.meta.url), 'utf8');

  it('is left alone unless datasets are to be added', () => {
    expect(readBill(bytesOf(text)).enrich([claim])).toEqual({ text, enriched: [] });
  });

  it('has the dataset then, its model refers to it, and all else keeps its bytes', async () => {
    const { text: enriched } = readBill(bytesOf(text)).enrich([claim, fullClaim({ name: 'test' })], { adds: true });
    expect(await faultsOf(text)).toBeNull();
    expect(await faultsOf(enriched)).toBeNull();
    const references = ['dataset:numbers@2.1', 'dataset:test@2.1'];
    const document = JSON.parse(enriched) as unknown;
    expect(at(document, 'components', 0, 'modelCard', 'modelParameters', 'datasets')).toEqual(references.map((ref) => ({ ref })));
    expect(at(document, 'dependencies')).toEqual([{ ref: 'artifact-0-model.safetensors', dependsOn: references }, ...references.map((ref) => ({ ref }))]);
    expect(enriched.split('\n')).toHaveLength(text.split('\n').length);
    // What is there in the order of the text is there in the same order with something between.
    let position = 0;
    for (const piece of text.split(/(?<=[}\]])/)) {
      position = enriched.indexOf(piece.replace(/[}\]]+$/, ''), position);
      expect(position).toBeGreaterThanOrEqual(0);
    }
    expect(readBill(bytesOf(enriched)).enrich([claim, fullClaim({ name: 'test' })], { adds: true }).text).toBe(enriched);
  });
});

it('what we wrote ourselves can be added to', async () => {
  const text = createCycloneDx({ datasets: [claim], model: { name: 'm' } });
  const { text: enriched } = readBill(bytesOf(text)).enrich([fullClaim({ name: 'test' })], { adds: true });
  expect(await faultsOf(enriched)).toBeNull();
  expect(readBill(bytesOf(enriched)).claims.datasets.map(({ name }) => name)).toEqual(['numbers', 'test']);
});
