/** Reads data points into one text or UID. */
import { readFileSync } from 'node:fs';
import type { BytesColumn } from '@datasig/core/spec';
import type { FormatName } from '../src/index.ts';
import { ClassicUid } from '@datasig/core/classic';
import { chunked, formatNamed, toBytes } from './read.ts';

/** A file of `vectors/classic`. */
export function classicVector(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(new URL(`../../../vectors/classic/${name}`, import.meta.url)));
}

/** The data points that a format makes of a text. */
export async function dataPoints(format: FormatName, content: string, lengths?: readonly number[]): Promise<string[]> {
  const points: string[] = [];
  for await (const batch of formatNamed(format).readDataPoints!(chunked(toBytes(content), lengths))) {
    if (batch.kind !== 'columns') throw new Error('columns expected');
    const { offsets, bytes } = batch.columns[0] as BytesColumn;
    for (let row = 0; row < batch.rowCount; row++) points.push(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.slice(offsets[row], offsets[row + 1])));
  }
  return points;
}

/** The original tool's UID of what a format reads: data points where it has them. */
export async function classicUid(format: FormatName, content: string | Uint8Array, lengths?: readonly number[]): Promise<string> {
  const { read, readDataPoints } = formatNamed(format);
  const uid = new ClassicUid();
  for await (const batch of (readDataPoints ?? read)(chunked(toBytes(content), lengths))) uid.add(batch);
  return uid.finish();
}
