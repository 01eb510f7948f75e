/** The command line: verbs, options, help. What a verb does loads when it is called, and so does all of core. */
import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { exitCodes, type ExitCode } from './exit-code.ts';
import { examples, listExamples, type Verb } from './examples.ts';
import { listenForInterruption } from './interruption.ts';
import type { OutputOptions, Session } from './session.ts';
import { withReportOptions } from './verbs/report.ts';
import { defineBom } from './verbs/bom.ts';
import type { DefineTools } from './verbs/define.ts';
import { withAttestOptions, withVerifyAttestationOptions } from './verbs/attestation.ts';
import { defineHistory } from './verbs/history.ts';
import { defineLock } from './verbs/lock.ts';
import { defineScreen } from './verbs/screen.ts';

type Action = (session: Session) => Promise<ExitCode>;
type Perform = (options: OutputOptions, action: Action) => Promise<void>;

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

/** Runs the command and gives its exit code. */
export async function run(parameters: readonly string[], version: string): Promise<ExitCode> {
  const signal = listenForInterruption();
  let exitCode: ExitCode = exitCodes.ok;
  const json = parameters.includes('--json');
  const perform: Perform = async (options, action) => {
    const { Session } = await import('./commands/index.ts');
    exitCode = await action(new Session(options, signal));
  };
  try {
    await createProgram(parameters, version, perform).parseAsync(parameters, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    const { reportError } = await import('./commands/index.ts');
    return reportError(error, json, signal);
  }
}

function createProgram(parameters: readonly string[], version: string, perform: Perform): Command {
  const program = new Command('datasig');
  program
    .description('Fingerprints datasets, and compares them from their fingerprints alone.')
    .version(version, '-V, --version', 'the version')
    .helpCommand('help [command]', 'help for a command')
    .exitOverride()
    .configureOutput(usageErrors(parameters.includes('--json')))
    .addHelpText('after', examples.datasig);

  // Of a call of one verb nobody sees the others.
  const [called = ''] = parameters;
  for (const [name, define] of Object.entries(verbs)) if (name === called || !Object.hasOwn(verbs, called)) define(program, perform);
  return program;
}

/** What each verb is called with, and what it does. */
const verbs: Readonly<Record<Verb, (program: Command, perform: Perform) => void>> = {
  fingerprint: (program, perform) => {
    const fingerprint = verb(program, 'fingerprint', 'make the fingerprint file of a dataset')
      .argument('<location...>', 'files, folders, globs, - for standard input, or what a connector opens (scheme:…); together one dataset; tfjs:MODULE runs the code of that module')
      .option('-o, --output <file>', 'where to write it; - for standard output (default: ./NAME.datasig.json)')
      .option('--name <name>', "the dataset's name (default: that of the file or folder)")
      .option('--like <file>', 'give text the types and null tokens of this fingerprint')
      .option('--sketch <scheme:size>', 'bottom-k:K, scaled:S or one-permutation:K; may be repeated (default: bottom-k:1024)', collect)
      .option('--raw', 'with --classic: write the bare signature, as the original Python tool gives it (default: ./NAME.sig)')
      .option('--no-identity', 'leave out the identity: no UID, but faster')
      .option('--no-state', 'leave out the state: smaller, but the UID cannot be merged')
      .option('--no-fields', 'leave out the counts of values by field')
      .option('--dry-run', 'only list what would be read')
      .option('--resume', 'write checkpoints, and go on from those of an interrupted run (default for remote data)')
      .option('--no-resume', 'write none')
      .option('--state-dir <folder>', 'where checkpoints are; implies --resume (default: .datasig-state)');
    withSource(withPreparation(fingerprint)).action((locations, options) => perform(options, async (session) => (await import('./commands/index.ts')).fingerprintCommand(locations, options, session)));
  },
  compare: (program, perform) => {
    const compare = verb(program, 'compare', 'say what two datasets have in common')
      .argument('<a>', 'a fingerprint file, FILE#part, a bare signature (.sig), or a location')
      .argument('<b>', 'another')
      .option('--sketch <scheme:size>', 'for locations: bottom-k:K, scaled:S or one-permutation:K (default: as the other side)', collect)
      .option('--confidence <share>', 'confidence of the intervals (default: 0.95)')
      .option('--require <relation>', 'identical: exit with 1 unless they are')
      .option('--fail-under <share>', 'exit with 1 when the similarity may be lower than this, by the lower bound');
    withSource(withPreparation(compare)).action((a, b, options) => perform(options, async (session) => (await import('./commands/index.ts')).compareCommand(a, b, options, session)));
  },
  inspect: (program, perform) => {
    verb(program, 'inspect', 'show what a fingerprint file holds')
      .argument('<file>', 'a fingerprint file, or FILE#part')
      .action((file, options) => perform(options, async (session) => (await import('./commands/index.ts')).inspectCommand(file, session)));
  },
  merge: (program, perform) => {
    verb(program, 'merge', 'make the fingerprint of several datasets together from their fingerprints')
      .argument('<file...>', 'fingerprint files, or FILE#part')
      .option('-o, --output <file>', 'where to write it; - for standard output (default: ./NAME.datasig.json)')
      .option('--name <name>', "the merged dataset's name (default: merged)")
      .action((files, options) => perform(options, async (session) => (await import('./commands/index.ts')).mergeCommand(files, options, session)));
  },
  verify: (program, perform) => {
    const verify = verb(program, 'verify', 'check whether data are still those of a fingerprint')
      .argument('<file>', 'a fingerprint file, or FILE#part')
      .argument('<location...>', 'the data');
    withSource(verify).action((file, locations, options) => perform(options, async (session) => (await import('./commands/index.ts')).verifyCommand(file, locations, options, session)));
  },
  keygen: (program, perform) => {
    verb(program, 'keygen', 'make a key for keyed fingerprints, or keys to sign attestations')
      .option('-o, --output <file>', 'where to write it (default: datasig.key, with --signing datasig-signing.pem)')
      .option('--signing', 'a pair of keys to sign with (ECDSA on P-256): NAME.pem and NAME.pub.pem')
      .action((options) => perform(options, async (session) => (await import('./commands/index.ts')).keygenCommand(options, session)));
  },
  report: (program, perform) => {
    const report = withReportOptions(verb(program, 'report', 'make a page that shows what datasets have in common'));
    withSource(withPreparation(report.option('--sketch <scheme:size>', 'for locations: bottom-k:K, scaled:S or one-permutation:K (default: as the others)', collect))).action((a, others, options) => perform(options, async (session) => (await import('./commands/index.ts')).reportCommand(a, others, options, session)));
  },
  attest: (program, perform) => {
    const attest = withAttestOptions(verb(program, 'attest', 'sign what a dataset is, or what a model is trained on'), collect);
    withSource(attest).action((files, options) => perform(options, async (session) => (await import('./commands/attest.ts')).attestCommand(files, options, session)));
  },
  'verify-attestation': (program, perform) => {
    const verifyAttestation = withVerifyAttestationOptions(verb(program, 'verify-attestation', 'check who signed an attestation, and whether it is so'), collect);
    withSource(verifyAttestation).action((file, options) => perform(options, async (session) => (await import('./commands/verify-attestation.ts')).verifyAttestationCommand(file, options, session)));
  },
  bom: (program, perform) => defineBom(program, defineTools(perform)),
  lock: (program, perform) => defineLock(program, defineTools(perform)),
  history: (program, perform) => defineHistory(program, defineTools(perform)),
  screen: (program, perform) => defineScreen(program, defineTools(perform)),
};

/** What verbs in files of their own are made of. */
function defineTools(perform: Perform): DefineTools {
  return { verb, group, subverb, withSource, withPreparation, collect, perform };
}

function verb(program: Command, name: Verb, summary: string): Command {
  return withOutput(group(program, name, summary));
}

/** A verb with others below: a group's own options would be taken from theirs. */
function group(program: Command, name: Verb, summary: string): Command {
  return described(program, name, summary).addHelpText('after', examples[name]);
}

function subverb(parent: Command, name: string, summary: string, ofIt: readonly (readonly [string, string])[]): Command {
  return withOutput(described(parent, name, summary)).addHelpText('after', listExamples(...ofIt));
}

function described(parent: Command, name: string, summary: string): Command {
  return parent.command(name).description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`).summary(summary);
}

function withOutput(command: Command): Command {
  return command.option('--json', 'the result as JSON (docs/cli.md)').option('--quiet', 'no progress, warnings or text');
}

function withPreparation(command: Command): Command {
  return command
    .option('--cast <column=type>', 'give a column a type, such as id=integer; may be repeated', collect)
    .option('--null <token>', 'text that stands for null, such as NA; may be repeated', collect)
    .option('--columns <a,b>', 'only these columns', collect)
    .option('--rename <old=new>', 'give a column another name; may be repeated', collect);
}

function withSource(command: Command): Command {
  return command
    .option('--format <format>', 'csv, tsv, json, jsonl, text, parquet, arrow, arff, tar, tfrecord, idx, cifar10, cifar100, images or audio (default: by the file name)')
    .option('--classic <scheme>', 'as the original Python tool: keyed-sha256, xor, single-sha256, datasketch-legacy or datasketch-affine32, with :K for K entries; may be repeated', collect)
    .option('--per-file', 'make every file a part of its own')
    .option('--pixels', 'decode losslessly encoded images to tensors')
    .option('--checksums <file>', 'check the files against this list of SHA-256 digests (sha256sum) first')
    .option('--split <split>', 'of a Hub dataset: only this split, such as train, train+test or train[:10%]')
    .option('--config <name>', 'of a Hub dataset: which configuration (default: its default one)')
    .option('--revision <revision>', 'of a Hub dataset: a branch, tag or commit (default: main)')
    .option('--verify <level>', 'of a Hub dataset: full, to hold all bytes against their digests (default: those of files read whole)')
    .option('--table <name>', 'of a database: only this table or view; may be repeated', collect)
    .option('--query <sql>', 'of a database: the rows of this one statement, such as SELECT …')
    .option('--views', 'of a database: views too')
    .option('--types <types>', 'of a database: stored, declared, or declared-unix; of a Hub dataset: stored or declared (default: stored)')
    .option('--no-check', 'of a database: leave out its own check (quick_check)')
    .option('--busy-timeout <ms>', 'of a database: how long to wait for the lock of another program (default: 5000)')
    .option('--key-file <file>', 'make a keyed fingerprint (datasig keygen)')
    .option('--threads <number>', 'threads to read large data on (default: as many as the machine runs at a time)');
}

/** What commander says of wrong arguments, in the form of all errors. */
function usageErrors(json: boolean): OutputConfiguration {
  return {
    outputError: (text, write) => {
      const message = text.replace(/^error: /, '').trim();
      write(json ? `${JSON.stringify({ error: { code: 'invalid-argument', message, context: {} } })}\n` : text);
    },
  };
}
