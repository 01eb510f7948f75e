/** The verb `history`. */
import type { Command } from 'commander';
import type { DefineTools } from './define.ts';

/** Defines the verb. */
export function defineHistory(program: Command, { verb, perform }: DefineTools): void {
  verb(program, 'history', 'say what stayed, went and came over the versions of a dataset')
    .argument('<path...>', 'a folder of fingerprint files, several of them in their order, or one, whose git revisions are the versions')
    .option('--limit <number>', 'of git revisions: the last so many', '100')
    .option('--part <name>', 'only this part of each fingerprint')
    .option('--confidence <share>', 'confidence of the intervals (default: 0.95)')
    .option('--svg <file>', 'draw what came and went with each version, - for standard output')
    .action((paths, options) => perform(options, async (session) => (await import('../commands/history.ts')).historyCommand(paths, options, session)));
}
