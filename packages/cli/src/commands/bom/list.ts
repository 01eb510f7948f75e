/** `datasig bom list`: what a document claims, and what a Croissant file describes. */
import { exitCodes, type ExitCode } from '../../exit-code.ts';
import { showClaims } from '../../render/bill.ts';
import type { Session } from '../../session.ts';
import { readBillFile } from './bill-file.ts';

/** Runs the command. */
export async function bomListCommand(file: string, { format }: { readonly format?: string }, session: Session): Promise<ExitCode> {
  const { claims, contents } = readBillFile(file, format, session);
  const datasets = claims.datasets.map(({ fingerprint, ...dataset }) => ({
    ...dataset,
    fingerprint: fingerprint === null ? null : { location: fingerprint.location, sha256: fingerprint.sha256, isEmbedded: fingerprint.content !== null },
  }));
  const result = { file, format: claims.format, version: claims.version, datasets, models: claims.models, contents };
  session.result(result, () => showClaims(result, session.palette));
  return exitCodes.ok;
}
