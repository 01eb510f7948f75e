/** `datasig screen --make-list`, `--make-filter`: the digests of known records, to look for them elsewhere. */
import { DigestSet, filterBitsRange, filterOf, filterFormat, listCountLimit, listFormat, listTooLarge, RecordList, writeRecordFilter, writeRecordList } from '@datasig/aibom';
import { canonicalizationFor, InvalidArgumentError, type Preparation, recordDigestByteLength } from '@datasig/core';
import { digestRecords } from '@datasig/runner';
import { exitCodes, type ExitCode } from '../exit-code.ts';
import { openLocations, progressTo } from '../input/location.ts';
import type { SourceOptions } from '../input/source-options.ts';
import { formatAmount } from '../render/estimates.ts';
import { toPrintable } from '../render/printable.ts';
import { beginningWith, ReportOutput } from '../report-output.ts';
import type { Session } from '../session.ts';

/** What is made of which data. */
export interface MakeListRequest {
  readonly locations: readonly string[];
  readonly options: SourceOptions & { readonly makeList?: string; readonly makeFilter?: string; readonly falsePositives?: string };
  readonly preparation: Preparation;
  readonly key: Uint8Array | undefined;
}

const listKind = beginningWith(new RegExp(`^\\{.*"format":"${listFormat}"`), 'no list of records');
const filterKind = beginningWith(new RegExp(`^\\{.*"format":"${filterFormat}"`), 'no filter of records');
const defaultBits = 30;

/** Digests all records and writes the list, the filter, or both. */
export async function makeList({ locations, options, preparation, key }: MakeListRequest, session: Session): Promise<ExitCode> {
  const bits = parseRate(options.falsePositives);
  const { makeList: list, makeFilter: filter } = options;
  if ([list, filter].filter((output) => output === '-').length + (session.json ? 1 : 0) > 1) throw new InvalidArgumentError('invalid-argument', 'standard output takes one thing', { context: { parameter: '--json' } });
  const listOutput = list === undefined ? undefined : ReportOutput.prepare(list, listKind, session);
  const filterOutput = filter === undefined ? undefined : ReportOutput.prepare(filter, filterKind, session);
  const digests = await digestAll(locations, options, { preparation, key }, session);
  const records = new RecordList(canonicalizationFor(key), digests);
  listOutput?.write([...writeRecordList(records)].join(''));
  filterOutput?.write(writeRecordFilter(filterOf(records, bits)));
  if (list === '-' || filter === '-') return exitCodes.ok;
  const falsePositiveRate = filter === undefined ? null : 2 ** -bits;
  session.result({ list: list ?? null, filter: filter ?? null, count: digests.count, keyId: records.canonicalization.keyId, falsePositiveRate }, () => {
    const files = [list, filter].filter((file) => file !== undefined).map(toPrintable).join(', ');
    const rate = falsePositiveRate === null ? '' : `; the filter takes 1 of ${(1 / falsePositiveRate).toLocaleString('en-US')} other records for one of them`;
    return `\n  ${session.palette.good('✓')} ${session.palette.heading(files)}  ${session.palette.quiet(`${formatAmount(BigInt(digests.count), 'record')}${rate}`)}\n\n`;
  });
  return exitCodes.ok;
}

async function digestAll(locations: readonly string[], options: SourceOptions, { preparation, key }: Pick<MakeListRequest, 'preparation' | 'key'>, session: Session): Promise<DigestSet> {
  const digests = new DigestSet();
  const source = await openLocations(locations, options, session);
  try {
    await digestRecords(source, { preparation, ...(key !== undefined && { key }), signal: session.signal, onProgress: progressTo(session) }, (batch) => {
      for (let index = 0; index < batch.recordCount; index++) digests.add(batch.digests, index * recordDigestByteLength);
      if (digests.count > listCountLimit) throw listTooLarge();
    });
    return digests;
  } finally {
    session.progress.clear();
    await source.close?.();
  }
}

/** The bits for a rate of at most this. @throws InvalidArgumentError */
function parseRate(text: string | undefined): number {
  if (text === undefined) return defaultBits;
  const rate = /^(?:[0-9]*\.?[0-9]+)(?:e-[0-9]{1,2})?$/.test(text) ? Number(text) : NaN;
  const bits = Math.max(filterBitsRange.least, Math.ceil(-Math.log2(rate)));
  if (rate > 0 && rate <= 1 && bits <= filterBitsRange.most) return bits;
  throw new InvalidArgumentError('invalid-argument', `--false-positives ${JSON.stringify(text)}: expected a probability from 2.4e-10 to 1, such as 1e-6`, { context: { parameter: '--false-positives', value: text } });
}
