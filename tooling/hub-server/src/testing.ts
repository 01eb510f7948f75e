/** Hubs of this package's own tests, closed after each. */
import { afterEach } from 'vitest';
import { type HubOptions, startHub, type TestHub } from './index.ts';

const running: TestHub[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((hub) => hub.close()));
});

/** Starts a Hub that ends with the test. */
export async function startForTest(options: HubOptions): Promise<TestHub> {
  const hub = await startHub(options);
  running.push(hub);
  return hub;
}

/** 1000 bytes of a fixed pattern. */
export const patternBytes: Uint8Array = Uint8Array.from({ length: 1000 }, (_, index) => index * 7);

/** Files whose git ids the tests know: README.md, data/train.csv, data/train.parquet (outside of git), empty.txt. */
export const exampleFiles: Readonly<Record<string, string | Uint8Array>> = {
  'README.md': '---\nlicense: mit\n---\n', 'data/train.csv': 'a,b\n1,2\n', 'data/train.parquet': patternBytes, 'empty.txt': '',
};
