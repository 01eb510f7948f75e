/** Guessing records one by one: each guess is looked up among the hashes that a sketch shows. */
import { hash } from 'node:crypto';
import { encodeCanonical } from '@datasig/core';
import type { BottomKSketch } from '../core.ts';
import type { GuessableRecord } from './populations.ts';

/** What an observer learnt from a sketch. */
export interface Guessed {
  readonly guesses: number;
  /** Guesses that the sketch holds: records that the dataset has. */
  readonly confirmed: number;
  /** Guesses below the threshold that the sketch does not hold: records that the dataset does not have. */
  readonly ruledOut: number;
  /** Of these such as it does have, since the observer digests otherwise than the fingerprint's maker. */
  readonly ruledOutWrongly: number;
}

const hashDigits = 16;

/** Tests guesses as anyone can who has no key; `truth` are the records of the dataset, to judge what was learnt. */
export async function guessRecords(sketch: BottomKSketch, records: AsyncIterable<GuessableRecord> | Iterable<GuessableRecord>, truth: readonly GuessableRecord[]): Promise<Guessed> {
  const held = new Set(Array.from(sketch.hashes, toDigits));
  const threshold = sketch.theta === null ? null : toDigits(sketch.theta);
  const known = new Set(truth.map(digitsOf));
  let [guesses, confirmed, ruledOut, ruledOutWrongly] = [0, 0, 0, 0];
  for await (const record of records) {
    guesses++;
    const digits = digitsOf(record);
    if (threshold !== null && digits >= threshold) continue;
    if (held.has(digits)) confirmed++;
    else {
      ruledOut++;
      if (known.has(digits)) ruledOutWrongly++;
    }
  }
  return { guesses, confirmed, ruledOut, ruledOutWrongly };
}

/** The first 64 bits of a record's digest. */
function digitsOf(record: GuessableRecord): string {
  return hash('sha256', encodeCanonical(record), 'hex').slice(0, hashDigits);
}

/** As digits, hashes have the same order. */
function toDigits(value: bigint): string {
  return value.toString(16).padStart(hashDigits, '0');
}
