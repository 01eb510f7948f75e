/** The part `privacy`: what a fingerprint gives away of records that can be guessed. */
import { encodeCanonical, Fingerprinter, type Summary } from '@datasig/core';
import { type BottomKSketch, createIdentity } from '../core.ts';
import type { Mode, Part, Task } from '../part.ts';
import { randomFor } from '../seed.ts';
import { guessRecords, type Guessed } from './guessing.ts';
import { expansionOf, guessWhole, solveCounts, type WholeGuessed } from './identity-guessing.ts';
import { type GuessableRecord, type Population, populations } from './populations.ts';

/** Records guessed one by one by a sketch. */
interface SketchGuessed extends Guessed {
  readonly attack: 'sketch';
  readonly population: string;
  readonly keyed: boolean;
  readonly records: number;
  readonly distinct: number;
  /** Hashes that the sketch holds. */
  readonly shown: number;
}

/** A small dataset guessed as a whole by its UID. */
interface UidGuessed extends WholeGuessed {
  readonly attack: 'uid';
  readonly keyed: boolean;
  readonly people: number;
}

/** Counts of candidates solved from the state. */
interface StateSolved {
  readonly attack: 'state';
  readonly keyed: boolean;
  readonly candidates: number;
  readonly records: number;
  /** Candidates whose count was found right. */
  readonly right: number;
  /** Whether a dataset of the counts that were found has the fingerprint's UID, so that the observer knows. */
  readonly confirmed: boolean;
}

/** What a guess takes, encoded, digested and looked up. */
interface GuessTime {
  readonly attack: 'time';
  readonly of: 'record' | 'whole';
  readonly nanosecondsPerGuess: number;
}

/** A result of the part. */
export type PrivacyResult = SketchGuessed | UidGuessed | StateSolved | GuessTime;

const key = new Uint8Array(32).fill(7);
const peopleCounts: Readonly<Record<Mode, number>> = { quick: 10, full: 20 };
const surveys: Readonly<Record<Mode, { readonly regions: number; readonly ages: number; readonly records: number }>> = {
  quick: { regions: 5, ages: 3, records: 500 },
  full: { regions: 25, ages: 10, records: 20_000 },
};
const answers = ['agree', 'disagree', 'undecided', 'no answer'] as const;
const timedGuesses = 200_000;
const timedPeople = 12;

/** The part. */
export const privacy: Part<PrivacyResult> = {
  name: 'privacy',
  title: 'what a fingerprint gives away of records that can be guessed',
  tasks: (mode): readonly Task<PrivacyResult>[] => [
    ...populations.flatMap((population) => [false, true].map((keyed) => ({ key: `${population.name} ${modeName(keyed)}`, run: () => guessBySketch(population, keyed, mode) }))),
    ...[false, true].map((keyed) => ({ key: `uid ${modeName(keyed)}`, run: () => guessByUid(keyed, peopleCounts[mode]) })),
    ...[false, true].map((keyed) => ({ key: `state ${modeName(keyed)}`, run: () => solveState(keyed, mode) })),
    { key: 'time record', run: timeRecords },
    { key: 'time whole', run: timeWhole },
  ],
};

function modeName(keyed: boolean): string {
  return keyed ? 'keyed' : 'plain';
}

function summarise(records: readonly GuessableRecord[], keyed: boolean): Summary {
  const fingerprinter = new Fingerprinter(keyed ? { key } : {});
  fingerprinter.add({ kind: 'rows', rows: records });
  return fingerprinter.finish();
}

function sketchOf({ sketches }: Summary): BottomKSketch {
  return sketches[0] as BottomKSketch;
}

async function guessBySketch(population: Population, keyed: boolean, mode: Mode): Promise<SketchGuessed> {
  const records = await population.records(mode);
  const sketch = sketchOf(summarise(records, keyed));
  const distinct = new Set(records.map((record) => Buffer.from(encodeCanonical(record)).toString('latin1'))).size;
  return { attack: 'sketch', population: population.name, keyed, records: records.length, distinct, shown: sketch.hashes.length, ...(await guessRecords(sketch, population.guesses(mode), records)) };
}

function peopleOf(count: number): (readonly [GuessableRecord, GuessableRecord])[] {
  return Array.from({ length: count }, (_, index) => [{ person: `person ${index}`, positive: 'no' }, { person: `person ${index}`, positive: 'yes' }] as const);
}

function guessByUid(keyed: boolean, count: number): UidGuessed {
  const people = peopleOf(count);
  const random = randomFor(`privacy uid ${count}`);
  const target = summarise(people.map((pair) => pair[random.uint32() % 2]!), keyed);
  return { attack: 'uid', keyed, people: count, ...guessWhole(target, people) };
}

function solveState(keyed: boolean, mode: Mode): StateSolved {
  const { regions, ages, records: count } = surveys[mode];
  const candidates = Array.from({ length: regions }, (_, region) => Array.from({ length: ages }, (__, age) => answers.map((answer): GuessableRecord => ({ region, age, answer })))).flat(2);
  const random = randomFor(`privacy state ${mode}`);
  const truth = candidates.map(() => 0);
  for (let record = 0; record < count; record++) truth[Math.floor(random.uniform() * candidates.length)]!++;
  const target = summarise(candidates.flatMap((candidate, index) => Array.from({ length: truth[index]! }, () => candidate)), keyed);
  const found = solveCounts(target.identity!.state!, candidates);
  const state = new Uint32Array(target.identity!.state!.length);
  candidates.forEach((candidate, index) => expansionOf(candidate).forEach((lane, place) => (state[place] = state[place]! + Math.imul(found[index]!, lane))));
  const { uid } = createIdentity(target.canonicalization, BigInt(count), state);
  return { attack: 'state', keyed, candidates: candidates.length, records: count, right: truth.filter((times, index) => times === found[index]).length, confirmed: uid === target.identity!.uid };
}

async function timeRecords(): Promise<GuessTime> {
  const records = Array.from({ length: timedGuesses }, (_, index) => ({ phone: `+1 555 ${String(index).padStart(7, '0')}` }));
  const sketch = sketchOf(summarise(records, false));
  await guessRecords(sketch, records, []);
  const start = performance.now();
  await guessRecords(sketch, records, []);
  return { attack: 'time', of: 'record', nanosecondsPerGuess: ((performance.now() - start) * 1e6) / timedGuesses };
}

function timeWhole(): GuessTime {
  const people = peopleOf(timedPeople);
  const target = summarise(people.map(([no]) => no), false);
  guessWhole(target, people);
  const start = performance.now();
  const { guesses } = guessWhole(target, people);
  return { attack: 'time', of: 'whole', nanosecondsPerGuess: ((performance.now() - start) * 1e6) / guesses };
}
