/** The two places; they stay filled while other views are looked at. */
import { Slot } from '../slot/slot.ts';

/** Both sides. */
export interface PairSlots {
  readonly a: Slot;
  readonly b: Slot;
}

/** Those of the page. */
export const pairSlots: PairSlots = { a: new Slot('A'), b: new Slot('B') };
