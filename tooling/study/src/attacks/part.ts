/** The part `attacks`: what a supplier of data can do to estimates, without a key and against one. */
import type { Mode, Part } from '../part.ts';
import { schemeNamed } from '../schemes/index.ts';
import type { Setting } from '../schemes/scheme.ts';
import { type Attacker, digestDataset, findHidden, findShown, type Texts } from './attack.ts';

/** Hide a change of half of the records; or pass other data off as the same. */
type AttackName = 'hide-change' | 'fake-similarity';

/** How an attack ended. */
export interface AttackResult {
  readonly scheme: string;
  readonly k: number;
  readonly attack: AttackName;
  readonly keyed: boolean;
  /** Records of the dataset, and of these how many the attacker kept. */
  readonly records: number;
  readonly kept: number;
  readonly triesPerRecord: number;
  readonly truth: number;
  readonly estimate: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

const attacked: readonly (readonly [scheme: string, k: number])[] = [
  ['bottom-k', 256], ['scaled', 256], ['one-permutation', 256], ['densified-optimal', 256], ['k-mins-sha-256', 64], ['linear-permutations', 256],
  ['xor-masks', 256], ['super-min-hash', 256], ['set-sketch-16', 256],
];
const recordCounts: Readonly<Record<Mode, number>> = { quick: 2000, full: 20_000 };
/** The defender's, and what the attacker takes for want of it. */
const secretKey = new Uint8Array(32).fill(7);
const guessedKey = new Uint8Array(32).fill(8);

/** The part. */
export const attacks: Part<AttackResult> = {
  name: 'attacks',
  title: 'what a supplier of data can do to estimates',
  tasks: (mode) =>
    attacked.flatMap(([scheme, k]) =>
      (['hide-change', 'fake-similarity'] as const).flatMap((attack) =>
        [false, true].map((keyed) => ({ key: `${scheme} k=${k} ${attack} ${keyed ? 'keyed' : 'plain'}`, run: () => runAttack(scheme, k, attack, keyed, recordCounts[mode]) })),
      ),
    ),
};

function runAttack(name: string, k: number, attack: AttackName, keyed: boolean, recordCount: number): AttackResult {
  const scheme = schemeNamed(name);
  const setting: Setting = { k, largestSize: recordCount };
  const original: Texts = Array.from({ length: recordCount }, (_, index) => `record ${index}`);
  const attacker: Attacker = { scheme, setting, key: keyed ? guessedKey : undefined };
  const shown = findShown(attacker, original);
  const kept = attack === 'fake-similarity' ? shown.texts : keepHalf(original, shown.texts);
  const hidden = findHidden(attacker, shown.sketch, recordCount - kept.length);
  // The defender sketches both datasets with a key the attacker does not have, or as everybody does.
  const key = keyed ? secretKey : undefined;
  const { estimate, limits } = scheme.compare(scheme.sketch(digestDataset([original], key), setting), scheme.sketch(digestDataset([kept, hidden.texts], key), setting)).jaccard;
  return {
    scheme: name,
    k,
    attack,
    keyed,
    records: recordCount,
    kept: kept.length,
    triesPerRecord: hidden.triesPerRecord,
    truth: kept.length / (2 * recordCount - kept.length),
    estimate,
    lower: limits?.lower ?? null,
    upper: limits?.upper ?? null,
  };
}

/** What must be kept, and as many others as make a half. */
function keepHalf(original: Texts, needed: Texts): Texts {
  const known = new Set(needed);
  const others = original.filter((text) => !known.has(text));
  return [...needed, ...others.slice(0, Math.max(0, Math.floor(original.length / 2) - needed.length))];
}
