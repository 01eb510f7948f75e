/** The command behind `pnpm demo`: arguments, interruption, exit code. */
import { DatasigError } from '@datasig/core';
import { paletteFor } from '@datasig/runner/terminal';
import { helpText, type QuickstartArguments, readArguments } from './arguments.ts';
import type { Observer } from './observer.ts';
import { showClosing, showOpening } from './page.ts';
import { runQuickstart } from './quickstart.ts';
import { formatResult, passed, type QuickstartResult } from './result.ts';
import { TerminalObserver } from './terminal-observer.ts';

const exit = { passed: 0, failed: 1, usage: 2, impossible: 3, interrupted: 130 } as const;

const interruption = new AbortController();
// Once: a second Ctrl-C ends the process at once.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort(new Error(name)));
// A reader that goes away, such as `head`, ends the demo in the same way.
process.stdout.on('error', (error) => interruption.abort(error));
process.exitCode = await main();

async function main(): Promise<number> {
  let wanted: QuickstartArguments;
  try {
    wanted = readArguments(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n\n${helpText}`);
    return exit.usage;
  }
  if (wanted.help) {
    process.stdout.write(helpText);
    return exit.passed;
  }
  return run(wanted);
}

async function run({ json, outputFolder }: QuickstartArguments): Promise<number> {
  const terminal = new TerminalObserver(paletteFor(process.stdout));
  try {
    const result = json ? await runAsJson(outputFolder, terminal) : await runAsPage(outputFolder, terminal);
    return passed(result) ? exit.passed : exit.failed;
  } catch (error) {
    terminal.print('');
    if (interruption.signal.aborted) process.stderr.write('\ninterrupted; the data made for the demo are removed\n');
    else process.stderr.write(`\n${messageOf(error)}\n`);
    return interruption.signal.aborted ? exit.interrupted : exit.impossible;
  }
}

async function runAsPage(outputFolder: string, terminal: TerminalObserver): Promise<QuickstartResult> {
  const palette = paletteFor(process.stdout);
  terminal.print(showOpening(palette));
  const result = await runQuickstart(outputFolder, terminal, interruption.signal);
  terminal.print(showClosing(result, palette));
  return result;
}

async function runAsJson(outputFolder: string, terminal: TerminalObserver): Promise<QuickstartResult> {
  const silent = (): void => {};
  const observer: Observer = { status: terminal.status, fingerprinted: silent, allFingerprinted: silent, compared: silent };
  const result = await runQuickstart(outputFolder, observer, interruption.signal);
  terminal.print(formatResult(result));
  return result;
}

/** Errors of Datasig and of the system by their message, others with their stack. */
function messageOf(error: unknown): string {
  if (DatasigError.is(error)) return `${error.message} (${error.code})`;
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
}
