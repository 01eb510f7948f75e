/** Tar archives in WebDataset's layout: consecutive files of one name are a record, their endings its fields. */
import type { Batch } from '@datasig/core/spec';
import type { StreamFormat, StreamReadOptions } from '../format.ts';
import { decodeImageColumns } from '../image/decode-columns.ts';
import { isImageName } from '../image/file-names.ts';
import { ByteWindow } from '../window.ts';
import { TarEntries } from './entries.ts';
import { parseEntryName } from './entry-name.ts';
import { TarRecords } from './records.ts';

async function* readTar(chunks: AsyncIterable<Uint8Array>, { signal, numberLiterals }: StreamReadOptions): AsyncIterable<Batch> {
  const window = new ByteWindow(chunks, signal);
  const entries = new TarEntries(window);
  const records = new TarRecords(numberLiterals);
  let key: string | undefined;
  try {
    for (let entry = await entries.next(); entry !== undefined; entry = await entries.next()) {
      const name = parseEntryName(entry.name, entry.byteOffset);
      if (name === null) continue;
      if (name.key !== key) {
        if (key !== undefined) records.end();
        if (records.isFull) {
          yield records.take();
          records.clear();
        }
        key = name.key;
        records.begin(entry.byteOffset);
      }
      await records.add(name.field, entry, entries);
    }
    if (key !== undefined) records.end();
    if (records.rowCount > 0) yield records.take();
  } finally {
    await window.close();
  }
}

function read(chunks: AsyncIterable<Uint8Array>, options: StreamReadOptions = {}): AsyncIterable<Batch> {
  const batches = readTar(chunks, options);
  return options.pixels === true ? decodeImageColumns(batches, isImageName) : batches;
}

/** Tar, as WebDataset lays it out. */
export const tar: StreamFormat = { access: 'stream', name: 'tar', extensions: ['.tar'], untypedText: false, holdsImages: true, read };
