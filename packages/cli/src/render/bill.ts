/** Bills of materials in words: what was written, what they claim, what of it holds. */
import type { ClaimedDataset, ClaimedModel, ClaimStatus, CroissantContents, DatasetVerdict } from '@datasig/aibom';
import { formatCount } from '@datasig/core';
import type { Palette } from '@datasig/runner/terminal';
import type { BillVerdict, FileVerdict } from '../commands/bom/verdict.ts';
import { toPrintable } from './printable.ts';
import { alignRows } from './rows.ts';

const formatNames = { cyclonedx: 'CycloneDX', spdx: 'SPDX', croissant: 'Croissant' } as const;

/** What `bom create` wrote. */
interface Created {
  readonly file: string;
  readonly datasets: readonly { readonly name: string; readonly uid: string | null; readonly fingerprint: { readonly location: string; readonly sha256: string } }[];
  readonly model: { readonly name: string; readonly sha256: string | null } | null;
}

/** What `bom create` says. */
export function showCreated({ file, datasets, model }: Created, palette: Palette): string {
  const rows = [
    ...(model === null ? [] : [['model', `${model.name}${model.sha256 === null ? '' : `, sha256:${model.sha256.slice(0, 12)}…`}`]]),
    ...datasets.map(({ name, uid, fingerprint }, index) => [index === 0 ? 'data' : '', `${name}, ${uid === null ? 'no UID' : `${uid.slice(0, 17)}…`}, ${fingerprint.location}`]),
  ];
  return `\n  ${palette.good('✓')} ${palette.heading(toPrintable(file))}\n\n${alignRows(rows, palette)}\n  ${palette.quiet('next')}  ${palette.key(toPrintable(`datasig bom verify ${file} ${datasets.length === 1 ? 'DATA' : `${datasets[0]!.name}=DATA`}`))}\n\n`;
}

/** What `bom enrich` says. */
export function showEnriched({ file, enriched, others }: { readonly file: string; readonly enriched: readonly string[]; readonly others: readonly string[] }, palette: Palette): string {
  const rows = [['now has', enriched.join(', ')], ...(others.length === 0 ? [] : [['as was', others.join(', ')]])];
  return `\n  ${palette.good('✓')} ${palette.heading(toPrintable(file))}\n\n${alignRows(rows, palette)}\n`;
}

/** What `bom list` found. */
interface Listed {
  readonly file: string;
  readonly format: keyof typeof formatNames;
  readonly version: string;
  readonly datasets: readonly (Omit<ClaimedDataset, 'fingerprint'> & { readonly fingerprint: { readonly location: string; readonly sha256: string | null } | null })[];
  readonly models: readonly ClaimedModel[];
  readonly contents: CroissantContents | null;
}

/** What `bom list` says. */
export function showClaims({ file, format, version, datasets, models, contents }: Listed, palette: Palette): string {
  const sections = [
    ...models.map(({ name, sha256 }) => section(`model ${name}`, [['sha256', sha256.join(', ') || 'not claimed']], palette)),
    ...datasets.map((dataset) => section(dataset.name, describeClaim(dataset), palette)),
    ...(contents === null ? [] : [section('to read', contents.resources.map(({ id, location, remark }) => [location === null ? 'not' : '', `${location ?? id}${remark === null ? '' : ` (${remark})`}`]), palette)]),
  ];
  return `\n  ${palette.heading(toPrintable(file))}  ${palette.quiet(`${formatNames[format]} ${version}`)}\n\n${sections.join('\n')}\n`;
}

function describeClaim({ uid, recordCount, fingerprint, location, files }: Listed['datasets'][number]): string[][] {
  return [
    ['UID', uid ?? 'not claimed'],
    ...(recordCount === null ? [] : [['records', printCount(recordCount)]]),
    ...(fingerprint === null ? [] : [['evidence', `${fingerprint.location}${fingerprint.sha256 === null ? ', without a digest' : `, sha256:${fingerprint.sha256.slice(0, 12)}…`}`]]),
    ...(location === null ? [] : [['from', location]]),
    ...files.map(({ name, sha256 }, index) => [index === 0 ? 'files' : '', `${name}, sha256:${sha256.slice(0, 12)}…`]),
  ];
}

const marks: Readonly<Record<ClaimStatus, string>> = { holds: '✓', broken: '✗', undecided: '?', claimed: '?', unclaimed: '–' };

/** What `bom verify` says. */
export function showVerdicts({ file, holds, datasets, files, models }: BillVerdict, palette: Palette): string {
  const lines = [
    ...datasets.map((verdict) => `${headline(verdict.name, verdict, palette)}${alignRows(rowsOf(verdict), palette)}`),
    ...[...models, ...files].map((verdict) => headline(`${verdict.of}, ${verdict.file}`, verdict, palette)),
  ];
  return `\n${lines.join('\n')}\n  ${conclusion(holds, palette)}  ${palette.quiet(toPrintable(file))}\n\n`;
}

function headline(name: string, { status, reason }: DatasetVerdict | FileVerdict, palette: Palette): string {
  const dress = status === 'holds' ? palette.good : status === 'broken' ? palette.bad : palette.quiet;
  return `  ${dress(marks[status])} ${palette.heading(toPrintable(name))}  ${toPrintable(reason)}\n`;
}

function rowsOf({ recordCount, evidence }: DatasetVerdict): string[][] {
  const { claimed, found } = recordCount;
  return [
    ...(claimed === null && found === null ? [] : [['records', `${printCount(claimed)} claimed${found === null ? '' : `, ${printCount(found)} found`}`]]),
    ...(evidence === null ? [] : [['by', evidence]]),
  ];
}

function printCount(digits: string | null): string {
  if (digits === null) return 'no number';
  return /^\d+$/.test(digits) ? formatCount(BigInt(digits)) : digits;
}

function conclusion(holds: boolean | null, palette: Palette): string {
  if (holds === null) return palette.quiet('not all of it could be checked');
  return holds ? palette.good('all that was checked holds') : palette.bad('it does not hold');
}

function section(title: string, rows: readonly (readonly string[])[], palette: Palette): string {
  return `  ${palette.heading(toPrintable(title))}\n${alignRows(rows, palette)}`;
}
