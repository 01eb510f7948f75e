/** `datasig report`: a page that shows what datasets have in common. */
import { InvalidArgumentError } from '@datasig/core';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { type OperandOptions, readOperands } from '../input/operands.ts';
import { parseShare } from '../input/share.ts';
import { readOpening } from '../input/small-file.ts';
import { OutputFile, type Replaceable } from '../output-file.ts';
import { showReport } from '../render/report.ts';
import type { Session } from '../session.ts';
import { quoteForShell } from '../shell-quote.ts';

/** The options as the user writes them. */
export interface ReportCommandOptions extends OperandOptions {
  readonly output: string;
  readonly timeline?: true;
  readonly confidence?: string;
}

const standardOutput = '-';
const openingByteLength = 512;
/** What every report begins with. */
const opening = /^<!doctype html>\s[^]*<meta name="generator" content="Datasig report">/;

/** Runs the command. */
export async function reportCommand(first: string, others: readonly string[], options: ReportCommandOptions, session: Session): Promise<ExitCode> {
  const { output, timeline = false } = options;
  if (output === standardOutput && session.json) {
    throw new InvalidArgumentError('invalid-argument', 'standard output takes one thing: the report (-o -) or what --json tells of it', { context: { parameter: '--json' } });
  }
  const confidence = parseShare('--confidence', options.confidence);
  const file = output === standardOutput ? undefined : OutputFile.prepare(output, session.workingDirectory, reportFile);
  const operands = await readOperands([first, ...others], options, session);
  const { makeReport } = await import('../report-page.ts');
  const command = ['datasig', ...process.argv.slice(2)].map(quoteForShell).join(' ');
  const { report, page, json } = makeReport(operands, { timeline, ...(confidence !== undefined && { confidence }) }, command);
  // Signals that came meanwhile are told now.
  await new Promise(setImmediate);
  session.signal.throwIfAborted();
  if (file === undefined) {
    session.content(page);
    return exitCodes.ok;
  }
  file.write(page);
  const byteLength = Buffer.byteLength(page);
  session.result({ file: file.shown, byteLength, kind: report.kind, ...json }, () => showReport({ file: file.shown, byteLength }, report, session.palette));
  return exitCodes.ok;
}

const reportFile: Replaceable = {
  noun: 'no report',
  matches: (path) => opening.test(readOpening(path, openingByteLength).toString()),
};
