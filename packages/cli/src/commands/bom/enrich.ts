/** `datasig bom enrich`: adds fingerprints to a document that another tool made. */
import { DatasigError, InvalidArgumentError } from '@datasig/core';
import { exitCodes, type ExitCode } from '../../exit-code.ts';
import { OutputFile } from '../../output-file.ts';
import { showEnriched } from '../../render/bill.ts';
import type { Session } from '../../session.ts';
import { billKind, readBillFile } from './bill-file.ts';
import { type DatasetOptions, makeClaims } from './claims.ts';

/** The options as the user writes them. */
export interface BomEnrichOptions extends DatasetOptions {
  readonly output: string;
  readonly format?: string;
  readonly add?: boolean;
}

/** Runs the command. */
export async function bomEnrichCommand(file: string, fingerprints: readonly string[], options: BomEnrichOptions, session: Session): Promise<ExitCode> {
  const isStandardOutput = options.output === '-';
  if (isStandardOutput && session.json) throw new InvalidArgumentError('invalid-argument', 'standard output takes one thing: the document, or what --json tells of it; name a file with -o', { context: { parameter: '--json' } });
  const output = isStandardOutput ? undefined : OutputFile.prepare(options.output, session.workingDirectory, billKind);
  const document = readBillFile(file, options.format, session);
  const { datasets } = document.claims;
  const names = new Set(datasets.map(({ name }) => name));
  const claims = await makeClaims(fingerprints, options, session, names.size === 1 && options.add !== true ? [...names][0] : undefined);
  const adds = options.add === true;
  if (adds && document.format !== 'cyclonedx') throw new InvalidArgumentError('invalid-argument', `--add is for CycloneDX; ${file} is ${document.format}`, { context: { parameter: '--add' } });
  const missing = claims.find(({ name }) => !names.has(name));
  if (!adds && missing !== undefined) {
    const known = [...names].map((name) => JSON.stringify(name)).join(', ');
    throw new DatasigError('dataset-not-found', `${file}: there is no dataset ${JSON.stringify(missing.name)}; ${known === '' ? 'it has none' : `it has ${known}: say which one is meant with NAME=FINGERPRINT`}${document.format === 'cyclonedx' ? ', or add it with --add' : ''}`, { context: { file, name: missing.name } });
  }
  const { text, enriched } = document.enrich(claims, { adds });
  if (output === undefined) {
    session.content(text);
    return exitCodes.ok;
  }
  output.write(text);
  const result = { file: output.shown, format: document.format, version: document.claims.version, enriched, others: [...names].filter((name) => !enriched.includes(name)) };
  session.result(result, () => showEnriched(result, session.palette));
  return exitCodes.ok;
}
