/** A connector whose threads do what the request says: fail, die, or take for ever. */
import { isMainThread } from 'node:worker_threads';
import type { Batch, Connector, Json, OpenRequest, ReadOptions, Reopening, Shard, Source, SourceDescription } from '@datasig/core/spec';
import { InvalidDataError, SourceError } from '@datasig/core';

/** What happens in a shard, by its number. */
type Fault = 'invalid' | 'source' | 'defect' | 'exit' | 'throw' | 'memory' | 'busy';

const shardCount = 8;
const rowsPerShard = 100;
/** So much that the caller's own thread stays free, unless the request says `little`, or how many are in each shard. */
const muchByteLength = 64 * 1024 * 1024;

class FaultySource implements Source {
  readonly specVersion = 'v1' as const;
  readonly reopening: Reopening;
  readonly #byteLength: number;

  constructor(request: OpenRequest) {
    this.reopening = { connector: import.meta.url, request };
    this.#byteLength = request.options['little'] === true ? 1 : Number(request.options['eachByteLength'] ?? muchByteLength);
  }

  async close(): Promise<void> {
    // Of a thread that waits for a run.
    if (this.reopening.request.options['dies'] === true && !isMainThread) setImmediate(() => process.exit(0));
  }

  async describe(): Promise<SourceDescription> {
    return { name: 'faulty', connector: 'faulty', location: 'faulty', byteLength: shardCount * this.#byteLength, capabilities: { reopenable: true, columnSelection: false, untypedText: false } };
  }

  async shards(): Promise<readonly Shard[]> {
    return Array.from({ length: shardCount }, (_, index) => ({ id: `${index}`, descriptor: index as Json, byteLength: this.#byteLength, ...(index > 0 && { continues: true }) }));
  }

  async *read({ descriptor }: Shard, { onBytes }: ReadOptions = {}): AsyncIterable<Batch> {
    const index = Number(descriptor);
    const fault = this.reopening.request.options[`${index}`] as Fault | undefined;
    onBytes?.(this.#byteLength);
    yield { kind: 'rows', rows: Array.from({ length: rowsPerShard }, (_, row) => ({ id: index * rowsPerShard + row, variable: process.env['DATASIG_TEST'] ?? null })) };
    if (fault !== undefined) await bring(fault, index);
  }
}

async function bring(fault: Fault, index: number): Promise<void> {
  switch (fault) {
    case 'invalid':
      throw new InvalidDataError('invalid-json', `fault of ${index}`, { file: 'faulty', row: 7, column: 'id' }, { context: { index } });
    case 'source':
      throw new SourceError('source-unreadable', `fault of ${index}`, { retryable: true, context: { index }, cause: Object.assign(new TypeError('inner'), { code: 'EIO' }) });
    case 'defect':
      throw new RangeError(`fault of ${index}`);
    case 'exit':
      process.exit(0);
      break;
    case 'throw':
      setImmediate(() => {
        throw new RangeError('secret of a record');
      });
      return new Promise(() => undefined);
    case 'memory': {
      const held: unknown[] = [];
      for (;;) held.push(Array.from({ length: 100_000 }, (_, number) => ({ number })));
    }
    case 'busy':
      for (;;);
  }
}

const connector: Connector = { specVersion: 'v1', name: 'faulty', schemes: ['faulty'], open: async (request) => new FaultySource(request) };
export default connector;
