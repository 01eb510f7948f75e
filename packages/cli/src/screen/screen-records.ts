/** Data screened for known records: read once for all lists, each record's digest looked up. */
import { DigestSet, type KnownRecords, RecordList } from '@datasig/aibom';
import { assertSameCanonicalization, canonicalizationFor, formatCount, type Preparation, recordDigestByteLength } from '@datasig/core';
import { type DigestedBatch, digestRecords } from '@datasig/runner';
import { openLocations, progressTo } from '../input/location.ts';
import type { SourceOptions } from '../input/source-options.ts';
import type { Session } from '../session.ts';

/** A known record in the data. */
interface RecordPlace {
  readonly file: string | null;
  readonly line: number | null;
  /** Counted from 1 in its file. */
  readonly row: number;
  readonly part: string | null;
  readonly digest: string;
}

/** What of one list is in the data. */
export interface DataFinding {
  readonly met: boolean;
  readonly recordCount: number;
  /** Records of the data that are known, equal ones too. */
  readonly hitCount: number;
  /** Known records that occur; null of a filter, which does not tell them apart. */
  readonly foundCount: number | null;
  /** Hits that a filter gives by chance, on average, at most. */
  readonly expectedFalseHits: number;
  /** The first so many. */
  readonly places: readonly RecordPlace[];
  readonly reason: string;
}

const placeLimit = 1000;

/** How the data are read. */
export interface ScreenReading {
  readonly options: SourceOptions;
  readonly preparation: Preparation;
  readonly key: Uint8Array | undefined;
  readonly tolerate: number;
}

/** Screens the data for all lists in one pass. @throws DatasigError, IncompatibleError where a list was made with another key */
export async function screenRecords(lists: readonly KnownRecords[], locations: readonly string[], { options, preparation, key, tolerate }: ScreenReading, session: Session): Promise<DataFinding[]> {
  const canonicalization = canonicalizationFor(key);
  for (const list of lists) assertSameCanonicalization(list.canonicalization, canonicalization);
  const tallies = lists.map((list) => new Tally(list));
  const source = await openLocations(locations, options, session);
  try {
    const settings = { preparation, ...(key !== undefined && { key }), signal: session.signal, onProgress: progressTo(session) };
    const recordCount = await digestRecords(source, settings, async (batch) => {
      for (const tally of tallies) await tally.take(batch);
    });
    return tallies.map((tally) => tally.finish(recordCount, tolerate));
  } finally {
    session.progress.clear();
    await source.close?.();
  }
}

class Tally {
  readonly #known: KnownRecords;
  readonly #found: DigestSet | undefined;
  readonly #places: RecordPlace[] = [];
  #hitCount = 0;

  constructor(known: KnownRecords) {
    this.#known = known;
    this.#found = known instanceof RecordList ? new DigestSet() : undefined;
  }

  async take({ digests, recordCount, part, locate }: DigestedBatch): Promise<void> {
    for (let index = 0; index < recordCount; index++) {
      const offset = index * recordDigestByteLength;
      if (!this.#known.has(digests, offset)) continue;
      this.#hitCount++;
      this.#found?.add(digests, offset);
      if (this.#places.length === placeLimit) continue;
      const { file = null, line = null, row } = await locate(index);
      this.#places.push({ file, line, row: row!, part: part ?? null, digest: Buffer.from(digests.subarray(offset, offset + recordDigestByteLength)).toString('hex') });
    }
  }

  finish(recordCount: number, tolerate: number): DataFinding {
    const { count, falsePositiveRate } = this.#known;
    const foundCount = this.#found?.count ?? null;
    const share = count === 0 ? 0 : Math.min(1, (foundCount ?? this.#hitCount) / count);
    const expectedFalseHits = recordCount * falsePositiveRate;
    return { met: share <= tolerate, recordCount, hitCount: this.#hitCount, foundCount, expectedFalseHits, places: this.#places, reason: describe(this.#hitCount, foundCount, expectedFalseHits) };
  }
}

function describe(hitCount: number, foundCount: number | null, expectedFalseHits: number): string {
  if (hitCount === 0) return 'no known record is in the data';
  const hits = `${formatCount(hitCount)} ${hitCount === 1 ? 'record of the data is a known one' : 'records of the data are known ones'}`;
  if (foundCount !== null) return foundCount === hitCount ? hits : `${hits} (${formatCount(foundCount)} different)`;
  return `${hits}, by a filter that gives at most ${Number(expectedFalseHits.toPrecision(2))} by chance here`;
}
