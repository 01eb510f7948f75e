/** A process whose run leaves an idle thread: it tells how long it lived on after its work, in milliseconds. */
import { fingerprint } from '../dist/index.js';
import connector from './thread-connector.ts';

const source = await connector.open({ locations: [], workingDirectory: '/', options: {} });
const { statistics } = await fingerprint(source, { threads: 2, shardByteLength: 1 });
const doneMs = performance.now();
process.on('exit', () => process.stdout.write(JSON.stringify({ threadCount: statistics.threadCount, elapsedMs: performance.now() - doneMs })));
