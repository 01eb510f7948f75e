/** `datasig bom create`: a bill of materials of datasets and of the model that was made of them. */
import { type BillContents, createCycloneDx, createSpdx, type ModelDescription } from '@datasig/aibom';
import { InvalidArgumentError } from '@datasig/core';
import { digestFiles } from '@datasig/files';
import { exitCodes, type ExitCode } from '../../exit-code.ts';
import { fileNameOf } from '../../fingerprint-output.ts';
import { OutputFile } from '../../output-file.ts';
import { showCreated } from '../../render/bill.ts';
import type { Session } from '../../session.ts';
import { billKind, parseFormat } from './bill-file.ts';
import { type DatasetOptions, makeClaims, present } from './claims.ts';
import { parseAddress, parseLicense, parseTime } from './dataset-options.ts';

/** The options as the user writes them. */
export interface BomCreateOptions extends DatasetOptions {
  readonly output?: string;
  readonly format: string;
  readonly testedOn?: readonly string[];
  readonly model?: string;
  readonly modelName?: string;
  readonly modelVersion?: string;
  readonly modelLicense?: string;
  readonly modelSupplier?: string;
  readonly modelUrl?: string;
  readonly modelReleaseTime?: string;
  readonly timestamp?: string;
  readonly serialNumber?: string;
}

const endings = { cyclonedx: '.cdx.json', spdx: '.spdx.json' } as const;

/** Runs the command. */
export async function bomCreateCommand(fingerprints: readonly string[], options: BomCreateOptions, session: Session): Promise<ExitCode> {
  const format = parseFormat(options.format, ['cyclonedx', 'spdx']) as keyof typeof endings;
  const { output } = options;
  if (output === '-' && session.json) throw wrong('--json', 'standard output takes one thing: the document (-o -) or what --json tells of it');
  const named = output === undefined || output === '-' ? undefined : OutputFile.prepare(output, session.workingDirectory, billKind);
  const timestamp = parseTime('--timestamp', options.timestamp);
  const serialNumber = parseSerialNumber(options.serialNumber);
  const datasets = await makeClaims(fingerprints, options, session);
  const unknown = options.testedOn?.find((name) => !datasets.some((dataset) => dataset.name === name));
  if (unknown !== undefined) throw wrong('--tested-on', `--tested-on ${JSON.stringify(unknown)}: there is no such dataset; expected one of ${datasets.map(({ name }) => JSON.stringify(name)).join(', ')}`);
  const model = await describeModel(options, session);
  const contents: BillContents = { datasets, testedOn: new Set(options.testedOn), ...present({ model, timestamp, serialNumber }) };
  const text = format === 'cyclonedx' ? createCycloneDx(contents) : createSpdx(contents);
  if (output === '-') {
    session.content(text);
    return exitCodes.ok;
  }
  const file = named ?? OutputFile.prepare(fileNameOf(model?.name ?? datasets[0]!.name, endings[format]), session.workingDirectory, billKind);
  file.write(text);
  const result = { file: file.shown, format, datasets: datasets.map(({ name, uid, fingerprint }) => ({ name, uid, fingerprint: { location: fingerprint.location, sha256: fingerprint.sha256 } })), model: model === undefined ? null : { name: model.name, sha256: model.sha256 ?? null } };
  session.result(result, () => showCreated(result, session.palette));
  return exitCodes.ok;
}

async function describeModel(options: BomCreateOptions, session: Session): Promise<ModelDescription | undefined> {
  const { model, modelName, modelVersion, modelSupplier } = options;
  if (model === undefined && modelName === undefined) {
    const given = (['testedOn', 'modelVersion', 'modelLicense', 'modelSupplier', 'modelUrl', 'modelReleaseTime'] as const).find((name) => options[name] !== undefined);
    if (given !== undefined) throw wrong('--model', 'there is no model; name its file with --model, or its name with --model-name');
    return undefined;
  }
  const files = model === undefined ? [] : await digestFiles({ locations: [model], workingDirectory: session.workingDirectory }, session.signal);
  if (model !== undefined && files.length !== 1) throw wrong('--model', `--model ${model}: these are ${files.length} files; expected one`);
  const [file] = files;
  return {
    name: modelName ?? file!.name,
    ...present({
      version: modelVersion,
      supplier: modelSupplier,
      license: parseLicense('--model-license', options.modelLicense),
      location: parseAddress('--model-url', options.modelUrl),
      releaseTime: parseTime('--model-release-time', options.modelReleaseTime),
      sha256: file?.sha256,
    }),
  };
}

function parseSerialNumber(text: string | undefined): string | undefined {
  if (text === 'random') return `urn:uuid:${crypto.randomUUID()}`;
  if (text === undefined || /^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)) return text;
  throw wrong('--serial-number', `--serial-number ${JSON.stringify(text)}: expected urn:uuid: and a UUID in lower case, or random`);
}

function wrong(parameter: string, message: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-argument', message, { context: { parameter } });
}
