/** `pnpm study`: runs what is missing of the study, then makes its page and figures. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ProgressLine } from '@datasig/runner/terminal';
import { readArguments, type StudyArguments } from './arguments.ts';
import { writeDocuments } from './docs/documents.ts';
import { parts } from './parts.ts';
import { documentsFolder, resultsFolder } from './paths.ts';
import { completeResults } from './result-file.ts';

const exit = { done: 0, usage: 2, impossible: 3, interrupted: 130 } as const;
const help = `Measures the schemes of fingerprints, and writes what it finds to docs/study/.

  pnpm study [parts…] [options]

  --quick       the reduced form, some minutes; its results stand apart
  --anew        forgets the results of these parts first; without it a run goes on where the last one ended
  --write-docs  runs nothing; makes page and figures anew of the results that are there
  --folder DIR  writes into DIR in place of docs/study, and no page
  --help        print this

${parts.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join('\n')}

Exit codes: 0 done, 2 unknown argument, 3 it could not be carried out, 130 interrupted.
`;

process.exitCode = await runStudy();

async function runStudy(): Promise<number> {
  let wanted: StudyArguments;
  try {
    wanted = readArguments(process.argv.slice(2), parts.map(({ name }) => name));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return exit.usage;
  }
  if (wanted.help) {
    process.stdout.write(help);
    return exit.done;
  }
  const interruption = new AbortController();
  // Once: a second Ctrl-C ends the process at once.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interruption.abort(new Error(name)));
  try {
    await run(wanted, interruption.signal);
    return exit.done;
  } catch (error) {
    if (interruption.signal.aborted) process.stderr.write('interrupted; what was found is kept, and the next run goes on from there\n');
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return interruption.signal.aborted ? exit.interrupted : exit.impossible;
  }
}

async function run({ names, mode, anew, folder, writeDocuments: onlyDocuments }: StudyArguments, signal: AbortSignal): Promise<void> {
  const progress = new ProgressLine(process.stderr);
  const results = resultsFolder(folder ?? documentsFolder, mode);
  for (const part of onlyDocuments ? [] : parts.filter(({ name }) => names.includes(name))) {
    const file = join(results, `${part.name}.jsonl`);
    if (anew) await rm(file, { force: true });
    const start = performance.now();
    try {
      await completeResults(file, part, mode, { signal, status: (text) => progress.show(`  ${text}`) });
    } finally {
      progress.clear();
    }
    process.stdout.write(`  ${part.name.padEnd(12)} ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
  }
  if (folder === undefined) await writeDocuments(documentsFolder);
}
