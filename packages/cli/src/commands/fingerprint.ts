/** `datasig fingerprint`: a dataset becomes a fingerprint file. */
import { InvalidArgumentError, parseSketchParameters, type Preparation, preparationLike, withoutState } from '@datasig/core';
import type { RunOptions } from '@datasig/runner';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { FingerprintOutput } from '../fingerprint-output.ts';
import { requireFingerprint } from '../input/fingerprint-file.ts';
import { readKeyFile } from '../input/key-file.ts';
import { fingerprintLocations } from '../input/location.ts';
import { parsePreparation, type PreparationOptions } from '../input/preparation-options.ts';
import { parseClassic, type SourceOptions } from '../input/source-options.ts';
import type { Session } from '../session.ts';
import { SignatureOutput } from '../signature-output.ts';
import { listPlan } from './dry-run.ts';

/** The options as the user writes them; `identity`, `state` and `fields` are false when left out with `--no-…`. */
export interface FingerprintCommandOptions extends SourceOptions, PreparationOptions {
  readonly output?: string;
  readonly name?: string;
  readonly like?: string;
  readonly sketch?: readonly string[];
  readonly raw?: boolean;
  readonly identity: boolean;
  readonly state: boolean;
  readonly fields: boolean;
  readonly dryRun?: boolean;
  /** False by `--no-resume`; when it is not said, remote data are resumed. */
  readonly resume?: boolean;
  readonly stateDir?: string;
}

/** Runs the command. */
export async function fingerprintCommand(locations: readonly string[], options: FingerprintCommandOptions, session: Session): Promise<ExitCode> {
  if (options.name === '') throw new InvalidArgumentError('invalid-argument', '--name is empty; leave it out, or give a name', { context: { parameter: '--name' } });
  if (options.dryRun === true) {
    await listPlan(locations, options, session);
    return exitCodes.ok;
  }
  const output = options.raw === true ? SignatureOutput.open(options, session) : FingerprintOutput.open(options.output, session);
  const preparation = await preparationOf(options, session);
  const common = await commonOptions(options, session);
  const { fingerprint, discardCheckpoints, ...run } = await fingerprintLocations(locations, options, session, async (source) => {
    output.nameAfter(options.name ?? (await source.describe(session.signal)).name);
    return { ...common, preparation };
  });
  output.deliver(options.state ? fingerprint : withoutState(fingerprint), run);
  await discardCheckpoints();
  return exitCodes.ok;
}

async function preparationOf(options: FingerprintCommandOptions, { workingDirectory }: Session): Promise<Preparation> {
  const preparation = parsePreparation(options) ?? {};
  if (options.like === undefined) return preparation;
  return preparationLike((await requireFingerprint(options.like, workingDirectory)).fingerprint, preparation);
}

function sketchesOf(sketch: readonly string[] | undefined, classic: readonly string[] | undefined): Pick<RunOptions, 'sketches'> {
  if (sketch === undefined && classic === undefined) return {};
  return { sketches: [...(sketch ?? []).map(parseSketchParameters), ...(classic === undefined ? [] : parseClassic({ classic })!)] };
}

async function commonOptions({ name, sketch, classic, keyFile, identity, fields, resume, stateDir }: FingerprintCommandOptions, session: Session): Promise<RunOptions & { readonly resume?: boolean }> {
  const key = keyFile === undefined ? undefined : await readKeyFile(keyFile, session);
  return {
    identity,
    fields,
    ...(name !== undefined && { name }),
    ...sketchesOf(sketch, classic),
    ...(key !== undefined && { key }),
    ...(resume !== undefined && { resume }),
    ...(stateDir !== undefined && resume !== false && { stateFolder: stateDir }),
  };
}
