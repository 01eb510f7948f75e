/** New SPDX 3.0.1 documents: the same claims and time give the same bytes. */
import { DatasigError, InvalidArgumentError, sha256Hex, version } from '@datasig/core';
import type { BillContents, ModelDescription } from '../claims/bill.ts';
import { uuidOf } from '../claims/digest.ts';
import { formatDocument } from '../document/style.ts';
import { datasetElements, incomplete, licenseElements } from './dataset-elements.ts';
import { type ElementContext, type Members, relationship, sha256Hash } from './elements.ts';
import { contextAddress } from './read.ts';

const creationInfo = '_:creationInfo';

/**
 * The text of a document with the datasets, and the model that was made of them.
 *
 * @throws InvalidArgumentError where nothing is to be described; DatasigError `document-incomplete` where something
 * is missing that the profiles require
 */
export function createSpdx(contents: BillContents): string {
  const { datasets, model, testedOn = new Set(), timestamp, serialNumber } = contents;
  if (datasets.length === 0) throw new InvalidArgumentError('invalid-argument', 'a bill of materials needs at least one dataset', { context: { parameter: 'datasets' } });
  if (timestamp === undefined) throw new DatasigError('document-incomplete', 'SPDX requires the time when a document was made; say it with --timestamp', { context: { options: ['timestamp'] } });
  // The same contents have the same names.
  const namespace = serialNumber ?? `urn:uuid:${uuidOf(sha256Hex(new TextEncoder().encode(JSON.stringify({ datasets, model, testedOn: [...testedOn], timestamp }))))}`;
  const nameOf = (fragment: string): string => `${namespace}#${fragment}`;
  const agents = new Map<string, string>();
  const agentOf = (name: string): string => {
    const id = agents.get(name) ?? nameOf(`agent-${agents.size + 1}`);
    agents.set(name, id);
    return id;
  };
  const context: ElementContext = { creationInfo };
  const ids = datasets.map((_, index) => nameOf(`dataset-${index + 1}`));
  const described = datasets.flatMap((claim, index) => datasetElements(claim, ids[index]!, context, agentOf));
  const isTested = (index: number): boolean => testedOn.has(datasets[index]!.name);
  const modelId = nameOf('model');
  const modelParts = model === undefined ? [] : [
    ...modelElements(model, modelId, context, agentOf),
    ...(['trainedOn', 'testedOn'] as const).flatMap((kind) => {
      const to = ids.filter((_, index) => isTested(index) === (kind === 'testedOn'));
      return to.length === 0 ? [] : [relationship(`${modelId}-${kind}`, modelId, kind, to, creationInfo)];
    }),
  ];
  const organizations = [...agents].map(([name, spdxId]): Members => ({ type: 'Organization', spdxId, creationInfo, name }));
  const elements = [...organizations, ...modelParts, ...described];
  return formatDocument({
    '@context': contextAddress,
    '@graph': [
      { type: 'CreationInfo', '@id': creationInfo, specVersion: '3.0.1', created: timestamp, createdBy: [nameOf('datasig')] },
      { type: 'SoftwareAgent', spdxId: nameOf('datasig'), creationInfo, name: `datasig ${version}` },
      {
        type: 'SpdxDocument', spdxId: nameOf('document'), creationInfo,
        name: model?.name ?? datasets[0]!.name,
        profileConformance: ['core', 'software', 'dataset', ...(model === undefined ? [] : ['ai']), 'simpleLicensing', 'extension'],
        rootElement: model === undefined ? ids : [modelId],
        element: [nameOf('datasig'), ...elements.map(({ spdxId }) => spdxId!)],
      },
      ...elements,
    ],
  });
}

function modelElements(model: ModelDescription, id: string, context: ElementContext, agentOf: (name: string) => string): readonly Members[] {
  const { name, version: modelVersion, license, supplier, location, sha256, releaseTime } = model;
  const missing = [
    ...(modelVersion === undefined ? [{ member: 'packageVersion', option: 'model-version' }] : []),
    ...(location === undefined ? [{ member: 'downloadLocation', option: 'model-url' }] : []),
    ...(supplier === undefined ? [{ member: 'suppliedBy', option: 'model-supplier' }] : []),
    ...(releaseTime === undefined ? [{ member: 'releaseTime', option: 'model-release-time' }] : []),
  ];
  if (missing.length > 0) throw incomplete(name, missing);
  return [
    {
      type: 'ai_AIPackage', spdxId: id, creationInfo: context.creationInfo, name, releaseTime,
      suppliedBy: agentOf(supplier!),
      verifiedUsing: sha256 === undefined ? undefined : [sha256Hash(sha256)],
      software_packageVersion: modelVersion,
      software_downloadLocation: location,
      software_primaryPurpose: 'model',
    },
    ...licenseElements(license, id, context),
  ];
}
