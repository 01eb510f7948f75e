/** Sources to what tests compare: UIDs, schemas, records. */
import { type Fingerprint, formatType } from '@datasig/core';
import type { Batch, Source, Value } from '@datasig/core/spec';
import { fingerprint } from '@datasig/runner';
import { expect } from 'vitest';
import { tf } from './tf.ts';

/** The fingerprint of a source, which is closed. */
export async function fingerprintOf(source: Source): Promise<Fingerprint> {
  try {
    return (await fingerprint(source)).fingerprint;
  } finally {
    await source.close?.();
  }
}

/** The UID of a source's records. */
export async function uidOf(source: Source): Promise<string> {
  return (await fingerprintOf(source)).identity!.uid;
}

/** Types by names, as files write them. */
export function typesOf({ schema }: Fingerprint): Record<string, string> {
  return Object.fromEntries(schema.map(({ name, type }) => [name, formatType(type)]));
}

/** The UID of rows, by another way than tensors. */
export async function uidOfRows(rows: readonly Readonly<Record<string, Value>>[]): Promise<string> {
  return uidOf({
    specVersion: 'v1',
    describe: async () => ({ name: 'rows', connector: 'test', location: 'rows', capabilities: { reopenable: false, columnSelection: false, untypedText: false } }),
    shards: async () => [{ id: 'all', descriptor: {} }],
    async *read(): AsyncIterable<Batch> {
      if (rows.length > 0) yield { kind: 'rows', rows };
    },
  });
}

/** What `work` gives or throws; a tensor that it leaves, or disposes of too much, is an error. */
export async function withoutLeaks<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = tf.memory().numTensors;
  try {
    return await work();
  } finally {
    expect(tf.memory().numTensors).toBe(before);
  }
}
