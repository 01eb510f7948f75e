/** Kinds: what a value is once encoded; the unit of field statistics (`docs/spec/fingerprint-file.md`, "Fields"). */

/** Kinds as small integers, for counting. `null` is encoded only inside lists. */
export const kind = {
  null: 0, bool: 1, integer: 2, float: 3, decimal: 4, text: 5, bytes: 6, timestamp: 7, date: 8, duration: 9, uuid: 10, list: 11, map: 12, tensor: 13,
} as const;

/** A kind's number. A time of day is a duration: both are encoded alike. */
export type Kind = (typeof kind)[keyof typeof kind];

/** Names of the kinds, by number. */
export const kindNames = Object.keys(kind) as readonly (keyof typeof kind)[];
