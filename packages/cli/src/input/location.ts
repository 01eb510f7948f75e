/** Locations among the arguments: opened by their connector, fingerprinted with progress. */
import { access, constants } from 'node:fs/promises';
import { type Fingerprint, type Preparation, preparationLike, recordedPreparation, sketchParameters } from '@datasig/core';
import type { Source } from '@datasig/core/spec';
import { fingerprint, type Progress, type RunOptions, type RunResult } from '@datasig/runner';
import { describeProgress } from '@datasig/runner/terminal';
import { toPrintable } from '../render/printable.ts';
import type { Session } from '../session.ts';
import { findConnector } from './connectors.ts';
import { connectorOptions, type LocationOptions, parseThreads } from './source-options.ts';

/** Where progress cannot be rewritten it is a new line, so seldom. */
const plainProgressIntervalMs = 5000;

/** Over a network, data of this size and more are not begun again from the start. */
const resumedByteLength = 16 * 1024 * 1024;
/** Where checkpoints are kept unless the user says; relative to the working directory. */
const defaultStateFolder = '.datasig-state';

/** An opened dataset; whoever opened it closes it. */
export async function openLocations(locations: readonly string[], options: LocationOptions, { workingDirectory }: Session): Promise<Source> {
  const connector = await findConnector(locations, workingDirectory);
  return connector.open({ locations, workingDirectory, options: connectorOptions(options, connector) });
}

/** Runs over the locations as one dataset. `choose` gives the options once the source is known. */
export async function fingerprintLocations(
  locations: readonly string[],
  options: LocationOptions,
  session: Session,
  choose: (source: Source) => Promise<RunOptions & { readonly resume?: boolean }>,
): Promise<RunResult> {
  const threads = parseThreads(options);
  const { signal } = session;
  const source = await openLocations(locations, options, session);
  let stateFolder: string | undefined;
  try {
    const { resume, ...chosen } = await choose(source);
    stateFolder = chosen.stateFolder ?? ((resume ?? (await isDear(source, session))) ? defaultStateFolder : undefined);
    const result = await fingerprint(source, { ...chosen, ...(threads !== undefined && { threads }), ...(stateFolder !== undefined && { stateFolder }), signal, onProgress: progressTo(session) });
    session.progress.clear();
    for (const { message } of result.warnings) session.warn(message);
    return result;
  } catch (error) {
    if (signal.aborted && stateFolder !== undefined) session.note(`what was read is kept in ${stateFolder}: the same command goes on from there`);
    throw error;
  } finally {
    session.progress.clear();
    await source.close?.();
  }
}

/** Whether a run is kept from starting again though nobody asked for it; not where the folder takes no files. */
async function isDear(source: Source, { signal, workingDirectory }: Session): Promise<boolean> {
  const { capabilities, byteLength = Infinity } = await source.describe(signal);
  if (capabilities.remote !== true || !capabilities.reopenable || byteLength < resumedByteLength) return false;
  return access(workingDirectory, constants.W_OK).then(() => true, () => false);
}

/** Shows progress on standard error, unless quiet. */
export function progressTo(session: Session): (progress: Progress) => void {
  let lastMs = performance.now();
  return (progress) => {
    if (session.quiet) return;
    if (session.progress.isVisible) return session.progress.show(toPrintable(describeProgress(progress)));
    if (performance.now() - lastMs < plainProgressIntervalMs) return;
    lastMs = performance.now();
    session.note(toPrintable(describeProgress(progress)));
  };
}

/** What opening data takes to read them as those of `reference` were: whether its images were decoded, and declared types used. */
export function locationOptionsLike({ dataset, canonicalization }: Fingerprint): LocationOptions {
  const declared = dataset.transforms.find(({ id }) => id === 'declared-types/1');
  return {
    readsClassic: canonicalization.id === 'datasig-classic/1',
    pixelsWhereImages: dataset.transforms.some(({ id }) => id === 'pixels/1'),
    ...(declared !== undefined && { typesWhereDeclared: declared['unixTimes'] === true ? 'declared-unix' : 'declared' }),
  };
}

/**
 * The options to make a fingerprint that `reference` can be compared with: its sketches, its preparation, and its
 * types where the source has none. What the user asked for in `preparation` takes the place of what was recorded.
 */
export async function optionsLike(reference: Fingerprint, source: Source, preparation: Preparation | undefined, signal: AbortSignal): Promise<RunOptions> {
  const base = preparation ?? recordedPreparation(reference);
  const { capabilities } = await source.describe(signal);
  return {
    preparation: capabilities.untypedText ? preparationLike(reference, base) : base,
    sketches: reference.sketches.map(sketchParameters),
    identity: reference.identity !== null,
    fields: reference.records.fields !== null,
  };
}
