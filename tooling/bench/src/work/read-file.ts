/**
 * Reads one file in one way, in a process of its own, and prints the CPU time it took as JSON.
 *
 * Arguments: `hash`, `read`, `fingerprint` or `without-identity` (also a fingerprint), then the file.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { files } from '@datasig/files';
import { fingerprint } from '@datasig/runner';
import type { ReadMode, ReadReport } from './read-report.ts';

/** As the files connector reads. */
const chunkByteLength = 256 * 1024;

/** Each does the work and returns the number of records, 0 where there are none to tell apart. */
const modes: Readonly<Record<ReadMode, (file: string) => Promise<number>>> = {
  hash: hashFile,
  read: readRecords,
  fingerprint: (file) => fingerprintFile(file, true),
  'without-identity': (file) => fingerprintFile(file, false),
};

async function hashFile(file: string): Promise<number> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: chunkByteLength })) hash.update(chunk as Buffer);
  hash.digest();
  return 0;
}

async function readRecords(file: string): Promise<number> {
  const source = files({ locations: file });
  let recordCount = 0;
  for (const shard of await source.shards()) {
    for await (const batch of source.read(shard)) recordCount += batch.kind === 'columns' ? batch.rowCount : batch.rows.length;
  }
  return recordCount;
}

async function fingerprintFile(file: string, identity: boolean): Promise<number> {
  const { statistics } = await fingerprint(files({ locations: file }), { identity });
  return statistics.recordCount;
}

const [mode, file] = process.argv.slice(2) as [ReadMode, string];
const started = process.cpuUsage();
const recordCount = await modes[mode](file);
const { user, system } = process.cpuUsage(started);
const report: ReadReport = { cpuMs: (user + system) / 1000, recordCount };
process.stdout.write(JSON.stringify(report));
