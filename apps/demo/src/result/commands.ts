/** The commands that do what the page did. */
import { commandLine, optionsOf } from '../input/command-line.ts';
import type { Made, Reading } from '../slot/slot.ts';

/** Those that make the fingerprints, and the one that makes the report. */
export interface Commands {
  /** A line each. */
  readonly all: readonly string[];
  readonly report: string;
}

/** @param options options of the report */
export function commandsOf(made: readonly Made[], options: readonly string[] = []): Commands {
  const names = made.map(({ fingerprint }) => `${fingerprint.dataset.name}.datasig.json`);
  const files = made.map(({ origin }, index) => {
    if (origin.kind === 'fingerprint') return origin.argument;
    return names.indexOf(names[index]!) === names.lastIndexOf(names[index]!) ? names[index]! : `${index + 1}-${names[index]!}`;
  });
  const fingerprints = made.flatMap(({ origin }, index) => {
    if (origin.kind === 'fingerprint') return [];
    const output = files[index] === names[index] ? [] : ['-o', files[index]!];
    return [commandLine(['datasig', 'fingerprint', origin.argument, ...hubOptions(origin), ...optionsOf(origin.settings), ...output])];
  });
  const report = commandLine(['datasig', 'report', ...files, ...options, '-o', 'report.html']);
  return { all: [...fingerprints, ...(files.length === 2 ? [commandLine(['datasig', 'compare', ...files])] : []), report], report };
}

function hubOptions({ input }: Reading): string[] {
  if (input.kind !== 'hub') return [];
  return [...(input.config === undefined ? [] : ['--config', input.config]), ...(input.split === undefined ? [] : ['--split', input.split])];
}
