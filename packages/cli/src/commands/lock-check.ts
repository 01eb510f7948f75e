/** `datasig lock check`: whether locked datasets still keep their rules. */
import { type DatasetCheck, describeCheck, overallVerdict, toJunit, toSarif, type Verdict } from '@datasig/aibom';
import { InvalidArgumentError } from '@datasig/core';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { readKeyFile } from '../input/key-file.ts';
import { chooseDatasets, LockReader } from '../lock/check-lock.ts';
import { locateLock, readLockFile } from '../lock/lock-file.ts';
import { junitFile, ReportOutput, sarifFile } from '../report-output.ts';
import { showChecks } from '../render/lock.ts';
import type { Session } from '../session.ts';
import { parseConfidence } from '../input/share.ts';

/** The options as the user writes them. */
export interface LockCheckOptions {
  readonly lock: string;
  readonly confidence?: string;
  readonly sarif?: string;
  readonly junit?: string;
  readonly keyFile?: string;
  readonly threads?: string;
}

/** How a verdict ends the command. */
export const exitCodeOf: Readonly<Record<Verdict, ExitCode>> = { passed: exitCodes.ok, failed: exitCodes.failed, undecided: exitCodes.notEvaluated };

/** Runs the command. */
export async function lockCheckCommand(parameters: readonly string[], options: LockCheckOptions, session: Session): Promise<ExitCode> {
  const confidence = parseConfidence(options.confidence);
  const place = locateLock(options.lock, session.workingDirectory);
  const { lock, lines } = readLockFile(place);
  const chosen = chooseDatasets(parameters, lock.datasets);
  const outputs = [options.sarif, options.junit, ...(session.json ? ['-'] : [])].filter((output) => output === '-');
  if (outputs.length > 1) throw new InvalidArgumentError('invalid-argument', 'standard output takes one thing: --json, --sarif - or --junit -', { context: { parameter: '--json' } });
  const sarif = options.sarif === undefined ? undefined : ReportOutput.prepare(options.sarif, sarifFile, session);
  const junit = options.junit === undefined ? undefined : ReportOutput.prepare(options.junit, junitFile, session);
  const key = options.keyFile === undefined ? undefined : await readKeyFile(options.keyFile, session);
  const reader = new LockReader(lock.datasets, chosen, place, { key, threads: options.threads }, session);
  const checks: DatasetCheck[] = [];
  for (const name of chosen.keys()) checks.push(await reader.check(name, confidence));
  const verdict = overallVerdict(checks);
  const path = place.shown.replaceAll('\\', '/');
  sarif?.write(`${JSON.stringify(toSarif(checks, { path, lines }), undefined, 2)}\n`);
  junit?.write(toJunit(checks, path));
  if (outputs.length === 0 || session.json) session.result({ lock: place.shown, verdict, datasets: checks.map(describeCheck) }, () => showChecks(checks, session.palette));
  return exitCodeOf[verdict];
}
