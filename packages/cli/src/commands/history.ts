/** `datasig history`: what stayed, went and came over the versions of a dataset. */
import { describeDrift, type HistoryStep, traceHistory } from '@datasig/aibom';
import { InvalidArgumentError } from '@datasig/core';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { type NamedVersion, readVersions } from '../input/versions.ts';
import { beginningWith, ReportOutput } from '../report-output.ts';
import { showHistory } from '../render/history.ts';
import type { Session } from '../session.ts';
import { parseConfidence } from '../input/share.ts';

/** The options as the user writes them. */
export interface HistoryOptions {
  readonly limit: string;
  readonly part?: string;
  readonly confidence?: string;
  readonly svg?: string;
}

const svgKind = beginningWith(/^(?:<\?xml[^>]*>)?\s*<svg[\s>]/, 'no SVG file');

/** Runs the command. */
export async function historyCommand(paths: readonly string[], options: HistoryOptions, session: Session): Promise<ExitCode> {
  const confidence = parseConfidence(options.confidence);
  if (options.svg === '-' && session.json) throw new InvalidArgumentError('invalid-argument', 'standard output takes one thing: --json or --svg -', { context: { parameter: '--json' } });
  const svg = options.svg === undefined ? undefined : ReportOutput.prepare(options.svg, svgKind, session);
  const versions = await readVersions(paths, parseLimit(options.limit), options.part, session);
  const steps = traceHistory(versions, confidence);
  svg?.write(await draw(versions, confidence));
  if (options.svg !== '-') session.result({ versions: steps.map(describeStep) }, () => showHistory(steps, session.palette));
  return steps.some(({ error }) => error !== null) ? exitCodes.notEvaluated : exitCodes.ok;
}

function describeStep({ version, drift, keptShare, error }: HistoryStep<NamedVersion>): object {
  const { label, file, commit, date, subject, fingerprint } = version;
  const { records, identity } = fingerprint;
  return {
    label, file, commit, date, subject,
    uid: identity?.uid ?? null,
    recordCount: records.isCountUnknown === true ? null : records.count.toString(),
    identical: drift?.identical ?? null,
    keptShare,
    drift: drift && describeDrift(drift),
    error: error && { code: error.code, message: error.message },
  };
}

async function draw(versions: readonly NamedVersion[], confidence: number | undefined): Promise<string> {
  const [{ describeTimeline, drawChanges, svgFile }, { parseHTML }] = await Promise.all([import('@datasig/report'), import('linkedom')]);
  const operands = versions.map(({ label, fingerprint }) => ({ argument: label, fingerprint }));
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return svgFile(drawChanges(describeTimeline(operands, confidence === undefined ? {} : { confidence }), { document: document as unknown as Document, width: 720 }));
}

function parseLimit(text: string): number {
  if (/^[1-9][0-9]{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('invalid-argument', `--limit ${JSON.stringify(text)}: expected a number from 1 to 99999`, { context: { parameter: '--limit', value: text } });
}
