/** Locations among the arguments: opened by their connector, fingerprinted with progress. */
import { type Fingerprint, type Preparation, preparationLike, recordedPreparation, sketchParameters } from '@datasig/core';
import type { Connector, OpenRequest, Source } from '@datasig/core/spec';
import { fingerprint, type Progress, type RunOptions, type RunResult } from '@datasig/runner';
import { describeProgress } from '@datasig/runner/terminal';
import type { Session } from '../session.ts';
import { findConnector } from './connectors.ts';
import { parseBusyTimeout, parseThreads, type SourceOptions } from './source-options.ts';

/** Where progress cannot be rewritten it is a new line, so seldom. */
const plainProgressIntervalMs = 5000;

/** What the user asked for, and how images are read where that is not said. */
export interface LocationOptions extends SourceOptions {
  /** Whether images are decoded, where there are any. */
  readonly pixelsWhereImages?: boolean;
  /** How values are typed, where the source declares types. */
  readonly typesWhereDeclared?: string;
  /** Whether records are read as the original Python tool serialises them, where that is not said. */
  readonly readsClassic?: boolean;
}

/** Runs over the locations as one dataset. `choose` gives the options once the source is known. */
export async function fingerprintLocations(
  locations: readonly string[],
  options: LocationOptions,
  session: Session,
  choose: (source: Source) => Promise<RunOptions>,
): Promise<RunResult> {
  const threads = parseThreads(options);
  const { workingDirectory, signal } = session;
  const connector = await findConnector(locations, workingDirectory);
  const source = await connector.open({ locations, workingDirectory, options: connectorOptions(options, connector) });
  try {
    const result = await fingerprint(source, { ...(await choose(source)), ...(threads !== undefined && { threads }), signal, onProgress: progressTo(session) });
    session.progress.clear();
    for (const { message } of result.warnings) session.warn(message);
    return result;
  } finally {
    session.progress.clear();
    await source.close?.();
  }
}

function connectorOptions(options: LocationOptions, { decodesImages = false, readsDeclaredTypes = false }: Connector): OpenRequest['options'] {
  const { format, perFile, pixels, pixelsWhereImages, checksums, table, query, views, typesWhereDeclared, check, classic, readsClassic = false } = options;
  const whereImages = pixelsWhereImages === true && decodesImages;
  const types = options.types ?? (readsDeclaredTypes ? typesWhereDeclared : undefined);
  const busyTimeoutMs = parseBusyTimeout(options);
  return {
    ...(format !== undefined && { format }),
    ...(perFile === true && { perFile }),
    ...(pixels === true ? { pixels } : whereImages && { pixels: 'where-images' }),
    ...((classic !== undefined || readsClassic) && { classic: true }),
    ...(checksums !== undefined && { checksums }),
    ...(table !== undefined && { tables: table }),
    ...(query !== undefined && { query }),
    ...(views === true && { views }),
    ...(types !== undefined && { types }),
    ...(check === false && { check }),
    ...(busyTimeoutMs !== undefined && { busyTimeoutMs }),
  };
}

function progressTo(session: Session): (progress: Progress) => void {
  let lastMs = performance.now();
  return (progress) => {
    if (session.quiet) return;
    if (session.progress.isVisible) return session.progress.show(describeProgress(progress));
    if (performance.now() - lastMs < plainProgressIntervalMs) return;
    lastMs = performance.now();
    session.note(describeProgress(progress));
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
