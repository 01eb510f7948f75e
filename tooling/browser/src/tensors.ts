/** What the test of TensorFlow.js asks of a page. */
import { Fingerprinter } from '@datasig/core';
import { connectorConformance } from '@datasig/core/testing';
import { tap } from '@datasig/tfjs';
import * as tf from '@tensorflow/tfjs';
import { openings, recordCount, rows } from '../../../packages/tfjs/test/openings.ts';

/** What ran, and what did not hold. */
interface SuiteOutcome {
  readonly backend: string;
  readonly caseCount: number;
  readonly faults: readonly string[];
}

/** The functions that the test calls. */
export interface TensorFunctions {
  /** All entry points under the suite of connectors. */
  conformance(backend: string): Promise<SuiteOutcome>;
  /** Elements computed by the backend pass a tap and are dropped at once: their UID, tensors left, how often the backend was waited for, and whether tensors were held meanwhile. */
  tapComputed(backend: string, count: number): Promise<{ readonly uid: string | undefined; readonly tensorsLeft: number; readonly waits: number; readonly held: boolean }>;
  /** The same numbers, made without the backend. */
  uidOfComputed(count: number): string;
}

async function choose(backend: string): Promise<string> {
  if (!(await tf.setBackend(backend))) throw new Error(`no backend ${backend} here`);
  await tf.ready();
  // Small tensors would be computed in JavaScript, and not have to be read from the GPU.
  if (backend === 'webgl') tf.env().set('WEBGL_CPU_FORWARD', false);
  return tf.getBackend();
}

function uidOfRows(list: typeof rows): string {
  const fingerprinter = new Fingerprinter();
  fingerprinter.add({ kind: 'rows', rows: list });
  return fingerprinter.finish().identity!.uid;
}

/** How often the backend is read while the page waits. */
async function countWaits(work: () => Promise<void>): Promise<number> {
  const { backend } = tf.engine() as unknown as { readonly backend: { readSync: (id: object) => unknown } };
  const readSync = backend.readSync;
  let waits = 0;
  backend.readSync = (id) => {
    waits++;
    return readSync.call(backend, id);
  };
  try {
    await work();
  } finally {
    backend.readSync = readSync;
  }
  return waits;
}

const functions: TensorFunctions = {
  async conformance(backend) {
    const chosen = await choose(backend);
    const faults: string[] = [];
    let caseCount = 0;
    for (const { name, open } of openings(tf)) {
      for (const each of connectorConformance({ open: async () => open(), recordCount, uid: uidOfRows(rows) })) {
        const before = tf.memory().numTensors;
        caseCount++;
        await each.run().catch((error: unknown) => faults.push(`${name}, ${each.name}: ${String(error)}`));
        const left = tf.memory().numTensors - before;
        if (left !== 0) faults.push(`${name}, ${each.name}: ${left} tensors are left`);
      }
    }
    return { backend: chosen, caseCount, faults };
  },
  async tapComputed(backend, count) {
    await choose(backend);
    const before = tf.memory().numTensors;
    const tapped = tap(
      tf.data.generator(function* () {
        for (let i = 0; i < count; i++) yield { x: tf.tidy(() => tf.add(tf.tensor1d([i, 1]), 0.5)) };
      } as () => Iterator<tf.TensorContainer>),
    );
    let held = false;
    const waits = await countWaits(() =>
      tapped.dataset.forEachAsync((element) => {
        tf.dispose(element);
        held ||= tf.memory().numTensors > before;
      }),
    );
    const { data } = await tapped.finish();
    return { uid: data?.identity?.uid, tensorsLeft: tf.memory().numTensors - before, waits: backend === 'cpu' ? 0 : waits, held };
  },
  uidOfComputed(count) {
    const values = Float32Array.from({ length: count * 2 }, (_, index) => (index % 2 === 0 ? index / 2 : 1) + 0.5);
    const fingerprinter = new Fingerprinter();
    fingerprinter.add({ kind: 'columns', rowCount: count, columns: [{ type: 'tensor', name: 'x', dtype: 'float32', shape: [2], data: new Uint8Array(values.buffer) }] });
    return fingerprinter.finish().identity!.uid;
  },
};

Object.assign(globalThis, { tensors: functions });
