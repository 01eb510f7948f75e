/** What the identity gives away: datasets guessed as a whole by their UID, and counts solved from the state. */
import { hash } from 'node:crypto';
import { encodeCanonical, type Summary } from '@datasig/core';
import { addExpanded, stateLaneCount, subtractStates } from '../core.ts';
import type { GuessableRecord } from './populations.ts';

/** The contribution of one record to the state, as anyone can make it who has no key. */
export function expansionOf(record: GuessableRecord): Uint32Array {
  const state = new Uint32Array(stateLaneCount);
  addExpanded(state, digestOf(record));
  return state;
}

function digestOf(record: GuessableRecord): Uint8Array {
  return hash('sha256', encodeCanonical(record), 'buffer');
}

/** How a search for a whole dataset ended. */
export interface WholeGuessed {
  readonly guesses: number;
  /** Guesses whose UID is that of the dataset. */
  readonly confirmed: number;
}

/**
 * Tries all datasets that take one of two records for each person. From one guess to the next one person's record
 * changes (a Gray code), so that a guess costs one addition of lanes and one SHA-256.
 */
export function guessWhole(target: Summary, pairs: readonly (readonly [GuessableRecord, GuessableRecord])[]): WholeGuessed {
  const differences = pairs.map(([no, yes]) => subtractStates(expansionOf(yes), expansionOf(no)));
  const { preimage, state } = openPreimage(target.canonicalization, pairs.length);
  for (const [no] of pairs) addExpanded(state, digestOf(no));
  const answers = pairs.map(() => false);
  const isIt = (): number => (`dsu1:${hash('sha256', preimage, 'hex')}` === target.identity!.uid ? 1 : 0);
  let confirmed = isIt();
  const guesses = 2 ** pairs.length;
  for (let guess = 1; guess < guesses; guess++) {
    const person = 31 - Math.clz32(guess & -guess);
    answers[person] = !answers[person]!;
    const difference = differences[person]!;
    if (answers[person]) for (let lane = 0; lane < stateLaneCount; lane++) state[lane]! += difference[lane]!;
    else for (let lane = 0; lane < stateLaneCount; lane++) state[lane]! -= difference[lane]!;
    confirmed += isIt();
  }
  return { guesses, confirmed };
}

/** What the UID is the SHA-256 of, and the lanes in it, to be changed in place; for machines with the little end first, as nearly all are. */
function openPreimage({ id, digest, keyId }: Summary['canonicalization'], recordCount: number): { readonly preimage: Uint8Array; readonly state: Uint32Array } {
  const stateByteLength = 4 * stateLaneCount;
  const zero = encodeCanonical(['datasig-uid/1', id, digest, keyId === null ? null : Buffer.from(keyId, 'hex'), recordCount, new Uint8Array(stateByteLength)]);
  // Lanes need an offset that is a multiple of four.
  const start = (4 - ((zero.length - stateByteLength) % 4)) % 4;
  const preimage = new Uint8Array(start + zero.length).subarray(start);
  preimage.set(zero);
  return { preimage, state: new Uint32Array(preimage.buffer, preimage.byteOffset + zero.length - stateByteLength, stateLaneCount) };
}

/** A prime whose residues have products that doubles hold. */
const prime = 67_108_859;

/**
 * How often each candidate occurs, by linear algebra: the state is the sum of the candidates' expansions times their
 * counts. Exact while there are no more candidates than lanes, and fewer records than make a lane wrap (2^16).
 *
 * @throws RangeError when the candidates' expansions depend on each other
 */
export function solveCounts(state: Uint32Array, candidates: readonly GuessableRecord[]): number[] {
  const size = candidates.length;
  const expansions = candidates.map(expansionOf);
  const rows = Array.from({ length: size }, (_, lane) => Float64Array.from({ length: size + 1 }, (__, column) => (column < size ? expansions[column]![lane]! : state[lane]!) % prime));
  for (let column = 0; column < size; column++) {
    const pivot = rows.findIndex((row, index) => index >= column && row[column] !== 0);
    if (pivot < 0) throw new RangeError('the expansions of the candidates depend on each other');
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    scale(rows[column]!, inverse(rows[column]![column]!), column);
    for (let other = column + 1; other < size; other++) subtract(rows[other]!, rows[column]!, column);
  }
  for (let column = size - 1; column > 0; column--) {
    for (let other = 0; other < column; other++) rows[other]![size] = reduce(rows[other]![size]! - rows[other]![column]! * rows[column]![size]!);
  }
  return rows.map((row) => row[size]!);
}

function scale(row: Float64Array, factor: number, first: number): void {
  for (let column = first; column < row.length; column++) row[column] = reduce(row[column]! * factor);
}

function subtract(row: Float64Array, pivot: Float64Array, first: number): void {
  const factor = row[first]!;
  for (let column = first; column < row.length; column++) row[column] = reduce(row[column]! - factor * pivot[column]!);
}

/** The residue of a whole number of up to 2^52. */
function reduce(value: number): number {
  return value - prime * Math.floor(value / prime);
}

/** By Fermat: value^(prime − 2). */
function inverse(value: number): number {
  let [result, power] = [1, value];
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = reduce(result * power);
    power = reduce(power * power);
  }
  return result;
}
