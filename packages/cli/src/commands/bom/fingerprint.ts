/** `datasig bom fingerprint`: the fingerprint of the data that a Croissant document describes. */
import { dirname, join } from 'node:path';
import { type CroissantResource, resourcesToRead } from '@datasig/aibom';
import { DatasigError, InvalidArgumentError, InvalidDataError, parseSketchParameters, SourceError } from '@datasig/core';
import { digestFiles } from '@datasig/files';
import { exitCodes, type ExitCode } from '../../exit-code.ts';
import { FingerprintOutput } from '../../fingerprint-output.ts';
import { readKeyFile } from '../../input/key-file.ts';
import { fingerprintLocations } from '../../input/location.ts';
import { parsePreparation, type PreparationOptions } from '../../input/preparation-options.ts';
import { parseClassic, type SourceOptions } from '../../input/source-options.ts';
import type { Session } from '../../session.ts';
import { readBillFile } from './bill-file.ts';

/** The options as the user writes them. */
export interface BomFingerprintOptions extends SourceOptions, PreparationOptions {
  readonly output?: string;
  readonly name?: string;
  readonly recordSet?: string;
  readonly sketch?: readonly string[];
}

/** Runs the command. */
export async function bomFingerprintCommand(file: string, options: BomFingerprintOptions, session: Session): Promise<ExitCode> {
  const output = FingerprintOutput.open(options.output, session);
  const { contents, format } = readBillFile(file, undefined, session);
  if (contents === null) throw new InvalidArgumentError('invalid-argument', `${file} is ${format}; only Croissant documents say where data are and how to read them`, { context: { parameter: '<document>' } });
  const { recordSet } = options;
  if (recordSet !== undefined && !contents.recordSets.some(({ id }) => id === recordSet)) {
    throw new DatasigError('dataset-not-found', `${file}: there is no record set ${JSON.stringify(recordSet)} with a source; it has ${contents.recordSets.map(({ id }) => JSON.stringify(id)).join(', ') || 'none'}`, { context: { file, name: recordSet } });
  }
  const resources = resourcesToRead(contents, recordSet);
  const locations = await locationsOf(file, resources, session);
  const name = options.name ?? contents.name;
  output.nameAfter(name);
  const preparation = parsePreparation(options) ?? {};
  const key = options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session);
  const sketches = [...(options.sketch ?? []).map(parseSketchParameters), ...(parseClassic(options) ?? [])];
  const { fingerprint, discardCheckpoints, ...run } = await fingerprintLocations(locations, options, session, async () => ({
    name,
    preparation,
    ...(key !== undefined && { key }),
    ...(sketches.length > 0 && { sketches }),
  }));
  output.deliver(fingerprint, run);
  await discardCheckpoints();
  return exitCodes.ok;
}

/** Places relative to the working directory, after files whose digests the document has were held against them. */
async function locationsOf(file: string, resources: readonly CroissantResource[], session: Session): Promise<readonly string[]> {
  const folder = dirname(file);
  const locations = new Set<string>();
  for (const { id, location, sha256, remark } of resources) {
    if (location === null) throw new SourceError('source-unreadable', `${file}, ${id}: ${remark ?? 'it has no place'}`, { context: { file, resource: id } });
    if (remark !== null) session.warn(`${id}: ${remark}`);
    const place = location.startsWith('hf:') ? location : join(folder, location);
    if (sha256 !== null) await checkDigest(id, place, sha256, session);
    locations.add(place);
  }
  if (locations.size === 0) throw new SourceError('source-not-found', `${file}: it describes no data`, { context: { file } });
  return [...locations];
}

async function checkDigest(id: string, place: string, sha256: string, session: Session): Promise<void> {
  if (place.startsWith('hf:')) return;
  const files = await digestFiles({ locations: [place], workingDirectory: session.workingDirectory }, session.signal);
  const other = files.find((each) => each.sha256 !== sha256);
  if (other !== undefined) throw new InvalidDataError('checksum-mismatch', `its SHA-256 is not the one of ${JSON.stringify(id)} in the document`, { file: other.shown });
}
