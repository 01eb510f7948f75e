/** A reading thread: opens the source of a run and turns shards into summaries, one after the other. */
import { defaultKernel, type FingerprinterOptions } from '@datasig/core';
import type { Source, SourceDescription } from '@datasig/core/spec';
import { type ReadMeter, readShard } from '../shard-reader.ts';
import { errorToData } from './error-data.ts';
import type { ReadCounts, ThreadReport, ThreadRequest } from './protocol.ts';

const reportIntervalMs = 100;

/** Counts what is read and tells of it a few times a second. */
class ReportingMeter implements ReadMeter {
  byteLength = 0;
  recordCount = 0;
  readonly #report: (counts: ReadCounts) => void;
  #lastReportMs: number = performance.now();

  constructor(report: (counts: ReadCounts) => void) {
    this.#report = report;
  }

  tick(): void {
    if (performance.now() - this.#lastReportMs < reportIntervalMs) return;
    this.#report(this.take());
  }

  /** What came since the last time. */
  take(): ReadCounts {
    const counts = { byteLength: this.byteLength, recordCount: this.recordCount };
    this.byteLength = 0;
    this.recordCount = 0;
    this.#lastReportMs = performance.now();
    return counts;
  }
}

interface OpenedSource {
  readonly meter: ReportingMeter;
  readonly source: Promise<Source>;
  readonly description: SourceDescription;
  readonly options: FingerprinterOptions;
}

/**
 * Answers requests.
 *
 * @param openSource opens the source that the calling thread plans for
 * @param post tells the calling thread
 * @returns what is to be called with each request; they are answered in order, though over a network a shard is on its
 * way while another is read
 */
export function serve(openSource: (opening: unknown) => Promise<Source>, post: (report: ThreadReport) => void): (request: ThreadRequest) => void {
  let opened: OpenedSource | undefined;
  const work = async (request: ThreadRequest): Promise<ThreadReport | undefined> => {
    try {
      if (request.kind === 'open') {
        const meter = new ReportingMeter((counts) => post({ kind: 'progress', ...counts }));
        opened = { meter, source: openSource(request.opening), description: request.description, options: request.options };
        // Told of by the first read.
        opened.source.catch(() => undefined);
        return undefined;
      }
      if (request.kind === 'begin') {
        await beginAnew(await opened!.source);
        return { kind: 'begun' };
      }
      if (request.kind === 'read') {
        const { meter, source, description, options } = opened!;
        const summary = await readShard({ source: await source, description, shard: request.shard, options, meter });
        return { kind: 'done', summary, ...meter.take() };
      }
      const source = await opened!.source;
      opened = undefined;
      await source.close?.();
      return { kind: 'closed', kernel: defaultKernel.name };
    } catch (error) {
      return { kind: 'failed', error: errorToData(error) };
    }
  };
  const answer = async (request: ThreadRequest, before: Promise<void>): Promise<void> => {
    const isBegunAtOnce = request.kind === 'read' && opened?.description.capabilities.remote === true;
    if (!isBegunAtOnce) await before;
    const report = await work(request);
    await before;
    if (report !== undefined) post(report);
  };
  let last = Promise.resolve();
  return (request) => {
    last = answer(request, last);
  };
}

/** Only once it is described does a source tell that it can. */
async function beginAnew(source: Source): Promise<void> {
  if (source.snapshot === undefined) await source.describe();
  await source.snapshot?.begin();
}
