/** The verb `lock` and what stands below it. */
import type { Command } from 'commander';
import type { DefineTools } from './define.ts';

const lockOption = ['--lock <file>', 'the lock; its locations are relative to its folder', 'datasig.lock'] as const;
const policyHelp = 'a rule: identical, min-jaccard=SHARE, min-containment=SHARE, max-removed=RECORDS, forbid-overlap=NAME or forbid-overlap=NAME:SHARE; may be repeated';

/** Defines the verb. */
export function defineLock(program: Command, { group, subverb, withSource, withPreparation, collect, perform }: DefineTools): void {
  const lock = group(program, 'lock', 'lock datasets, and check whether they still are what they were');
  const add = subverb(lock, 'add', 'lock a dataset', [
    ['datasig lock add train data/train.csv', 'makes or extends datasig.lock; the default rule is identical'],
    ['datasig lock add test data/test.csv --like datasig.fingerprints/train.datasig.json --policy identical --policy forbid-overlap=train', 'a leak check: no record of test may be in train'],
    ['datasig lock add logs logs/ --policy min-containment=1', 'records may come in, none may go'],
    ['datasig lock add big big.datasig.json', 'a fingerprint that something else makes anew'],
  ])
    .argument('<name>', 'what the lock calls the dataset')
    .argument('<location...>', 'files, folders, globs or what a connector opens, together one dataset; or a fingerprint file')
    .option(...lockOption)
    .option('--policy <rule>', `${policyHelp} (default: identical)`, collect)
    .option('--replace', 'lock other data under a name that there is')
    .option('--like <file>', 'give text the types and null tokens of this fingerprint')
    .option('--sketch <scheme:size>', 'bottom-k:K, scaled:S or one-permutation:K; may be repeated (default: bottom-k:1024)', collect);
  withSource(withPreparation(add)).action((name, locations, options) => perform(options, async (session) => (await import('../commands/lock-add.ts')).lockAddCommand(name, locations, options, session)));
  withReading(
    subverb(lock, 'check', 'check whether locked datasets keep their rules', [
      ['datasig lock check', 'all of them; exit code 0 when every rule is surely kept, 1 when one is broken, 3 when one cannot be decided'],
      ['datasig lock check train=new.csv', 'other data in place of what the lock names'],
      ['datasig lock check train=new.datasig.json', 'a fingerprint, without the data'],
      ['datasig lock check --sarif datasig.sarif --junit datasig.xml', 'reports for code hosts and CI'],
    ]),
  )
    .argument('[name...]', 'NAME, or NAME=LOCATION (default: all)')
    .option('--confidence <share>', 'confidence of the intervals (default: 0.95)')
    .option('--sarif <file>', 'write the results as SARIF 2.1.0, - for standard output')
    .option('--junit <file>', 'write the results as JUnit XML, - for standard output')
    .action((names, options) => perform(options, async (session) => (await import('../commands/lock-check.ts')).lockCheckCommand(names, options, session)));
  withReading(
    subverb(lock, 'update', 'lock datasets as they are now', [
      ['datasig lock update train', 'after a change that was meant'],
      ['datasig lock update train --policy min-jaccard=0.9', 'with other rules'],
    ]),
  )
    .argument('[name...]', 'NAME, or NAME=LOCATION (default: all)')
    .option('--policy <rule>', `${policyHelp} (default: those locked)`, collect)
    .action((names, options) => perform(options, async (session) => (await import('../commands/lock-update.ts')).lockUpdateCommand(names, options, session)));
}

function withReading(command: Command): Command {
  return command
    .option(...lockOption)
    .option('--key-file <file>', 'the key of keyed fingerprints')
    .option('--threads <number>', 'threads to read large data on');
}
