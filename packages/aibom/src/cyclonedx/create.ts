/** New CycloneDX 1.7 documents: the same claims give the same bytes. */
import { InvalidArgumentError, version } from '@datasig/core';
import type { BillContents, ModelDescription } from '../claims/bill.ts';
import type { Insertion } from '../document/json-node.ts';
import { formatDocument } from '../document/style.ts';
import { datasetComponent } from './dataset-component.ts';
import { declare } from './declarations.ts';
import { freeReference } from './free-reference.ts';

/** The text of a document with the datasets, and the model that was made of them. @throws InvalidArgumentError where nothing is to be described */
export function createCycloneDx(contents: BillContents): string {
  const { datasets, model, testedOn = new Set(), timestamp, serialNumber } = contents;
  if (datasets.length === 0) throw new InvalidArgumentError('invalid-argument', 'a bill of materials needs at least one dataset', { context: { parameter: 'datasets' } });
  const taken = new Set<string>();
  const modelReference = model === undefined ? undefined : freeReference('model', model, taken);
  const named = datasets.map((claim) => ({ claim, reference: freeReference('dataset', claim, taken) }));
  const references = named.map(({ reference }) => reference);
  const tested = named.filter(({ claim }) => testedOn.has(claim.name)).map(({ reference }) => reference);
  const declarations = named.map(({ claim, reference }) => declare(claim, reference));
  return formatDocument({
    $schema: 'http://cyclonedx.org/schema/bom-1.7.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.7',
    serialNumber,
    version: 1,
    metadata: {
      timestamp,
      tools: { components: [{ type: 'application', name: 'datasig', version }] },
      component: model === undefined ? undefined : modelComponent(model, modelReference!, references, tested),
    },
    components: named.map(({ claim, reference }) => datasetComponent(claim, reference)),
    dependencies: [...(modelReference === undefined ? [] : [{ ref: modelReference, dependsOn: references }]), ...references.map((ref) => ({ ref }))],
    declarations: { claims: declarations.map(({ claim }) => claim), evidence: declarations.map(({ evidence }) => evidence) },
  });
}

function modelComponent({ name, version: modelVersion, license, supplier, location, sha256 }: ModelDescription, reference: string, datasets: readonly string[], tested: readonly string[]): Insertion {
  return {
    type: 'machine-learning-model',
    'bom-ref': reference,
    supplier: supplier === undefined ? undefined : { name: supplier },
    name,
    version: modelVersion,
    hashes: sha256 === undefined ? undefined : [{ alg: 'SHA-256', content: sha256 }],
    licenses: license === undefined ? undefined : [{ expression: license }],
    externalReferences: location === undefined ? undefined : [{ type: 'distribution', url: location }],
    modelCard: {
      modelParameters: { datasets: datasets.map((ref) => ({ ref })) },
      properties: tested.length === 0 ? undefined : tested.map((ref) => ({ name: 'datasig:testedOn', value: ref })),
    },
  };
}
