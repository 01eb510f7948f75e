/** A run to be killed: `node killable.ts STATE_FOLDER OUTPUT`; each batch takes a moment. */
import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { writeFingerprint } from '@datasig/core';
import { fingerprint } from '../dist/index.js';
import { ArraySource, makeRows } from './array-source.ts';

const [stateFolder, output] = process.argv.slice(2) as [string, string];
const source = new ArraySource(makeRows(2000));
source.onBatch = async () => void (await setTimeout(1));
const { fingerprint: made, discardCheckpoints } = await fingerprint(source, { stateFolder, shardByteLength: 50 });
writeFileSync(`${output}.tmp`, writeFingerprint(made));
renameSync(`${output}.tmp`, output);
await discardCheckpoints();
