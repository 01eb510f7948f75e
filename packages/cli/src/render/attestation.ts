/** Attestations in words: what was signed, by whom, and what of it holds. */
import { type AttestedDataset, attestedDatasets, type ClaimCheck, datasetPredicateType, type Statement, trainingPredicateType } from '@datasig/aibom';
import type { VerifiedSigner } from '@datasig/aibom/attest';
import { formatCount } from '@datasig/core';
import { paragraph, type Palette } from '@datasig/runner/terminal';
import { toPrintable } from './printable.ts';
import { alignRows } from './rows.ts';

const shownCount = 8;

/** A dataset as `--json` tells of it. */
interface DatasetDescription {
  readonly name: string;
  readonly version: string | null;
  readonly uri: string | null;
  readonly uid: string;
  readonly recordCount: string;
  readonly part: string | null;
  readonly fingerprintSha256: string;
}

/** A statement as `--json` tells of it; `docs/cli.md` documents the members. */
export interface StatementDescription {
  readonly kind: Statement['kind'];
  readonly predicateType: string;
  readonly model: string | null;
  readonly subjects: readonly { readonly name: string; readonly sha256: string }[];
  readonly datasets: readonly DatasetDescription[];
  readonly derivedFrom: readonly DatasetDescription[];
}

/** Describes a statement. */
export function describeStatement(statement: Statement): StatementDescription {
  return {
    kind: statement.kind,
    predicateType: statement.kind === 'dataset' ? datasetPredicateType : trainingPredicateType,
    model: statement.kind === 'dataset' ? null : statement.model.name,
    subjects: statement.subjects,
    datasets: attestedDatasets(statement).map(describeDataset),
    derivedFrom: statement.kind === 'dataset' ? statement.derivedFrom.map(describeDataset) : [],
  };
}

function describeDataset({ name, version, uri, uid, fingerprint }: AttestedDataset): DatasetDescription {
  return { name, version: version ?? null, uri: uri ?? null, uid, recordCount: fingerprint.recordCount.toString(), part: fingerprint.part ?? null, fingerprintSha256: fingerprint.sha256 };
}

/** What `attest` says. */
export function showAttested(file: string, publicKeyFile: string | undefined, description: StatementDescription, palette: Palette): string {
  const trust = publicKeyFile === undefined ? '--identity … --issuer … --trusted-root …' : `--key ${publicKeyFile}`;
  return `\n  ${palette.good('✓')} ${palette.heading(toPrintable(file))}\n\n${alignRows(rowsOf(description), palette)}\n  ${palette.quiet('next')}  ${palette.key(toPrintable(`datasig verify-attestation ${file} ${trust}`))}\n\n`;
}

/** What `verify-attestation` found. */
interface Verified {
  readonly file: string;
  readonly signer: VerifiedSigner;
  readonly description: StatementDescription;
  readonly checks: readonly ClaimCheck[];
  readonly holds: boolean | null;
}

/** What `verify-attestation` says. */
export function showVerified({ file, signer, description, checks, holds }: Verified, palette: Palette): string {
  const by = signer.kind === 'key' ? `the key ${signer.keyId}` : `${signer.identity} (${signer.issuer})`;
  const failed = checks.filter((check) => !check.holds).length;
  const verdict =
    holds === null ? 'the signature is good; nothing was compared: name --fingerprint, --data or --model'
    : holds ? 'the signature is good, and what it states is so of all that was compared'
    : `the signature is good, but ${failed} of ${checks.length} claims ${failed === 1 ? 'does' : 'do'} not hold`;
  const mark = holds === false ? palette.bad('✗') : palette.good('✓');
  return `\n  ${palette.heading(toPrintable(file))}\n\n${alignRows([['signed', `by ${by}`], ...rowsOf(description)], palette)}\n${checks.map((check) => showCheck(check, palette)).join('')}  ${mark} ${verdict}\n${caution(description, palette)}\n`;
}

function rowsOf({ kind, model, subjects, datasets, derivedFrom }: StatementDescription): string[][] {
  return [
    ...(kind === 'dataset' ? [] : [['model', model!]]),
    ...shorten(subjects.map(({ name, sha256 }, index) => [index === 0 ? 'files' : '', `${name}  sha256:${sha256.slice(0, 16)}…`]), subjects.length),
    ...shorten(datasets.map((dataset, index) => [index > 0 ? '' : kind === 'dataset' ? 'dataset' : 'data', showDataset(dataset)]), datasets.length),
    ...shorten(derivedFrom.map((dataset, index) => [index === 0 ? 'from' : '', showDataset(dataset)]), derivedFrom.length),
  ];
}

function shorten(rows: string[][], count: number): string[][] {
  return count > shownCount ? [...rows.slice(0, shownCount), ['', `and ${formatCount(count - shownCount)} more`]] : rows;
}

function showDataset({ name, version, uid, recordCount }: DatasetDescription): string {
  return `${name}${version === null ? '' : ` ${version}`}  ${formatCount(BigInt(recordCount))} records  ${uid.slice(0, 21)}…`;
}

function showCheck({ claim, of, holds, attested, found }: ClaimCheck, palette: Palette): string {
  const name = `${claim.replaceAll('-', ' ')} of ${of}`;
  if (holds) return `  ${palette.good('✓')} ${toPrintable(name)}\n`;
  const expected = attested === null ? 'nothing of the kind' : typeof attested === 'string' ? attested : `one of ${attested.length}`;
  return `  ${palette.bad('✗')} ${toPrintable(name)}\n      stated  ${toPrintable(expected)}\n      found   ${toPrintable(found ?? 'none')}\n`;
}

function caution({ kind }: StatementDescription, palette: Palette): string {
  const text =
    kind === 'dataset' ? 'A signature shows who states this. What the data are like is not stated.'
    : 'A signature shows who states this. It does not prove that the model was trained on these data, or on no others.';
  return `${palette.quiet(paragraph(text, 4))}\n`;
}
