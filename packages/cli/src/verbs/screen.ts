/** The verb `screen`. */
import type { Command } from 'commander';
import type { DefineTools } from './define.ts';

/** Defines the verb. */
export function defineScreen(program: Command, { verb, withSource, withPreparation, collect, perform }: DefineTools): void {
  const screen = verb(program, 'screen', 'find known datasets, and known records, in a dataset')
    .argument('<location...>', 'a fingerprint file, or data: files, folders, globs or what a connector opens')
    .option('--against <path>', 'fingerprints of known datasets: files, or folders of them; may be repeated', collect)
    .option('--records <file>', 'a list or filter of known records; may be repeated', collect)
    .option('--tolerate <share>', 'the share of a known dataset, or of a list, that may be in there', '0')
    .option('--confidence <share>', 'confidence of the intervals (default: 0.95)')
    .option('--like <file>', 'give text the types and null tokens of this fingerprint')
    .option('--make-list <file>', 'write the digests of all records as a list, - for standard output')
    .option('--make-filter <file>', 'write them as a filter: a tenth of the size, with false positives')
    .option('--false-positives <rate>', 'their largest rate in a filter (default: 1e-9)');
  withSource(withPreparation(screen)).action((locations, options) => perform(options, async (session) => (await import('../commands/screen.ts')).screenCommand(locations, options, session)));
}
