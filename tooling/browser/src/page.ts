/** What the test asks of a page that has nothing but core and the formats. */
import { DatasigError, defaultKernel, encodeCanonical, Fingerprinter, type FingerprinterOptions, readFingerprint, writeFingerprint } from '@datasig/core';
import type { Batch, Value } from '@datasig/core/spec';
import { columnConformance, kernelConformance, summarize } from '@datasig/core/testing';
import { type NamedBlob, webFiles } from '@datasig/files/web';
import { decodeImage, type Format, formats, readIdx } from '@datasig/formats';
import { huggingface } from '@datasig/huggingface';
import { fingerprint } from '@datasig/runner/web';
import { toValue, type VectorValue } from '../../../packages/core/test/vector-value.ts';

/** The functions that the test calls. */
export interface PageFunctions {
  /** Canonical encodings in hex; null where the value is refused. */
  encode(values: readonly VectorValue[]): (string | null)[];
  /** UID of rows. */
  uidOfRows(rows: readonly Record<string, Value>[], keyBytes?: readonly number[]): string;
  /** UID of a file's records. */
  uidOfFile(format: string, bytes: readonly number[], options?: FingerprinterOptions): Promise<string>;
  /** UID of a pair of IDX files. */
  uidOfPair(images: readonly number[], labels: readonly number[]): Promise<string>;
  /** UID of files by name, as one dataset, read in pieces where a length is given; or the error's code and message. */
  uidOfFiles(files: Readonly<Record<string, readonly number[]>>, pixels: boolean, shardByteLength?: number): Promise<string>;
  /** An image's pixels. */
  pixelsOf(content: readonly number[]): Promise<{ readonly dtype: string; readonly shape: readonly number[]; readonly data: readonly number[] }>;
  /** The kernel that runs, and what it does otherwise than the reference. */
  kernelFaults(): Promise<{ readonly kernel: string; readonly caseCount: number; readonly faults: readonly string[] }>;
  /** The fingerprint file of a file, read on so many workers, and how many there were; or the error's code and message. `script` takes the workers' place. */
  fingerprintOnWorkers(name: string, content: string, threads: number, shardByteLength: number, script?: string): Promise<{ readonly text: string; readonly threadCount?: number }>;
  /** The fingerprint file of a dataset of a Hub; or the error's code and message. */
  fingerprintOfHub(dataset: string, reach: { readonly endpoint: string; readonly token: string | null }): Promise<string>;
  /** A fingerprint file read and written. */
  rewrite(text: string): string;
}

async function* once(bytes: readonly number[]): AsyncIterable<Uint8Array> {
  yield Uint8Array.from(bytes);
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

async function uidOf(batches: ReturnType<typeof readIdx>, options: FingerprinterOptions = {}): Promise<string> {
  const fingerprinter = new Fingerprinter(options);
  for await (const batch of batches) fingerprinter.add(batch);
  return fingerprinter.finish().identity!.uid;
}

function readFile(format: Format, content: readonly number[]): AsyncIterable<Batch> {
  if (format.access === 'stream') return format.read(once(content));
  const bytes = Uint8Array.from(content);
  return format.read({ byteLength: bytes.length, slice: async (start, end) => bytes.slice(start, end), stream: (start, end) => once([...bytes.subarray(start, end)]) });
}

const functions: PageFunctions = {
  encode: (values) =>
    values.map((value) => {
      try {
        return hex(encodeCanonical(toValue(value)));
      } catch {
        return null;
      }
    }),
  uidOfRows(rows, keyBytes) {
    const fingerprinter = new Fingerprinter(keyBytes === undefined ? {} : { key: Uint8Array.from(keyBytes) });
    fingerprinter.add({ kind: 'rows', rows });
    return fingerprinter.finish().identity!.uid;
  },
  uidOfFile: (name, bytes, options) => uidOf(readFile(formats.find((format) => format.name === name)!, bytes), options),
  uidOfPair: (images, labels) => uidOf(readIdx({ images: once(images), labels: once(labels) })),
  async uidOfFiles(files, pixels, shardByteLength) {
    const source = webFiles({ files: Object.entries(files).map(([name, content]) => ({ name, blob: new Blob([Uint8Array.from(content)]) })), pixels });
    try {
      return (await summarize(source, await source.shards(shardByteLength === undefined ? {} : { shardByteLength }))).identity!.uid;
    } catch (error) {
      return DatasigError.is(error) ? `${error.code} ${error.message}` : String(error);
    }
  },
  async pixelsOf(content) {
    const { dtype, shape, data } = await decodeImage(Uint8Array.from(content));
    return { dtype, shape, data: [...data] };
  },
  async kernelFaults() {
    const cases = [...kernelConformance(defaultKernel), ...columnConformance(defaultKernel)];
    const faults: string[] = [];
    for (const { name, run } of cases) await run().catch((error: unknown) => faults.push(`${name}: ${String(error)}`));
    return { kernel: defaultKernel.name, caseCount: cases.length, faults };
  },
  async fingerprintOnWorkers(name, content, threads, shardByteLength, script) {
    const opening: readonly NamedBlob[] = [{ name, blob: new Blob([content]) }];
    const start = (): Worker =>
      script === undefined ? new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }) : new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    try {
      const { fingerprint: made, statistics } = await fingerprint(webFiles({ files: opening }), { threads, shardByteLength, workers: { start, opening } });
      return { text: writeFingerprint(made), threadCount: statistics.threadCount };
    } catch (error) {
      return { text: DatasigError.is(error) ? `${error.code} ${error.message}` : String(error) };
    }
  },
  async fingerprintOfHub(dataset, reach) {
    const source = huggingface({ dataset, ...reach });
    try {
      return writeFingerprint((await fingerprint(source)).fingerprint);
    } catch (error) {
      return DatasigError.is(error) ? `${error.code} ${error.message}` : String(error);
    } finally {
      await source.close?.();
    }
  },
  rewrite: (text) => writeFingerprint({ ...readFingerprint(text) }),
};

Object.assign(globalThis, { datasig: functions });
