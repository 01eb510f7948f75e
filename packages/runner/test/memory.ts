/** A run whose thread takes all memory: `node --max-old-space-size=… memory.ts`; tells the error as JSON. */
import { DatasigError } from '@datasig/core';
import { fingerprint } from '../dist/index.js';
import connector from './thread-connector.ts';

const source = await connector.open({ locations: [], workingDirectory: '/', options: { 1: 'memory' } });
await fingerprint(source, { threads: 2, shardByteLength: 1 }).catch((error: unknown) => {
  if (DatasigError.is(error)) process.stdout.write(JSON.stringify({ code: error.code, message: error.message }));
});
