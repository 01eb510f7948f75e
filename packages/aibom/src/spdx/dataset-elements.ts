/** A dataset as an SPDX package with what belongs to it, and what its profile asks for. */
import { DatasigError } from '@datasig/core';
import type { DatasetClaim } from '../claims/dataset-claim.ts';
import { type ElementContext, fileElements, fingerprintElements, type Members, propertiesExtension, relationship, uidHash, uidIdentifier } from './elements.ts';

/** What the Dataset profile requires though the JSON schema lets documents without it pass, and what gives it here. */
export const requiredOfDatasets = {
  software_downloadLocation: 'url',
  originatedBy: 'supplier',
  builtTime: 'built-time',
  releaseTime: 'release-time',
} as const;

/** Says what is missing. */
export function incomplete(name: string, missing: readonly { readonly member: string; readonly option: string }[], file?: string): DatasigError {
  const members = missing.map(({ member }) => member.replace('software_', '')).join(', ');
  const options = missing.map(({ option }) => `--${option}`).join(', ');
  return new DatasigError('document-incomplete', `${file === undefined ? '' : `${file}: `}SPDX's profile requires ${members} of ${JSON.stringify(name)}; say it with ${options}`, { context: { file, name, options: missing.map(({ option }) => option) } });
}

/**
 * The package, its fingerprint and files, its licences, and what it was derived from.
 *
 * @param agentOf gives the element of an organisation by its name
 * @throws DatasigError `document-incomplete`
 */
export function datasetElements(claim: DatasetClaim, id: string, context: ElementContext, agentOf: (name: string) => string): readonly Members[] {
  const { name, version, location, supplier, builtTime, releaseTime } = claim;
  const missing = [
    ...(location === undefined ? ['software_downloadLocation' as const] : []),
    ...(supplier === undefined ? ['originatedBy' as const] : []),
    ...(builtTime === undefined ? ['builtTime' as const] : []),
    ...(releaseTime === undefined ? ['releaseTime' as const] : []),
  ];
  if (missing.length > 0) throw incomplete(name, missing.map((member) => ({ member, option: requiredOfDatasets[member] })));
  const agent = agentOf(supplier!);
  return [
    {
      type: 'dataset_DatasetPackage', spdxId: id, creationInfo: context.creationInfo, name,
      builtTime, releaseTime, originatedBy: [agent], suppliedBy: agent,
      software_packageVersion: version,
      software_downloadLocation: location,
      software_primaryPurpose: 'data',
      dataset_datasetType: ['noAssertion'],
      ...identityMembers(claim),
    },
    ...licenseElements(claim.license, id, context),
    ...fingerprintElements(claim, id, context),
    ...fileElements(claim, id, context),
    ...ancestorElements(claim, id, context, agentOf),
  ];
}

/** UID and parameters of a package. */
function identityMembers(claim: DatasetClaim): Members {
  return {
    verifiedUsing: claim.uid === null ? undefined : [uidHash(claim.uid)],
    externalIdentifier: claim.uid === null ? undefined : [uidIdentifier(claim.uid)],
    extension: [propertiesExtension(claim)],
  };
}

/** Both licences that the profiles for datasets and AI ask for: the declared one, and that nobody judged it. */
export function licenseElements(license: string | undefined, id: string, { creationInfo }: ElementContext): readonly Members[] {
  const unknown = 'https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense';
  const element: Members = { type: 'simplelicensing_LicenseExpression', spdxId: `${id}-license`, creationInfo, simplelicensing_licenseExpression: license };
  return [
    ...(license === undefined ? [] : [element]),
    relationship(`${id}-declared-license`, id, 'hasDeclaredLicense', [license === undefined ? unknown : `${id}-license`], creationInfo),
    relationship(`${id}-concluded-license`, id, 'hasConcludedLicense', [unknown], creationInfo),
  ];
}

/** What the dataset was derived from: packages of which no more is asked than is known. */
export function ancestorElements({ derivedFrom }: DatasetClaim, id: string, context: ElementContext, agentOf: (name: string) => string): readonly Members[] {
  if (derivedFrom.length === 0) return [];
  const ids = derivedFrom.map((_, index) => `${id}-ancestor-${index + 1}`);
  return [
    ...derivedFrom.flatMap((ancestor, index): readonly Members[] => [
      {
        type: 'software_Package', spdxId: ids[index], creationInfo: context.creationInfo, name: ancestor.name,
        suppliedBy: ancestor.supplier === undefined ? undefined : agentOf(ancestor.supplier),
        software_packageVersion: ancestor.version,
        software_downloadLocation: ancestor.location,
        software_primaryPurpose: 'data',
        ...identityMembers(ancestor),
      },
      ...fingerprintElements(ancestor, ids[index]!, context),
    ]),
    relationship(`${id}-ancestors`, id, 'descendantOf', ids, context.creationInfo),
  ];
}
