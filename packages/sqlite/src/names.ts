/** Names in SQL, and names that were perhaps meant. */

/** A name as SQL takes any. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Whether SQLite takes two names for one: ASCII letters count alike. */
export function isSameName(a: string, b: string): boolean {
  return foldName(a) === foldName(b);
}

/** The form in which names are compared. */
function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Names that differ from `wanted` by a few letters, or that it is part of; the nearest first. */
export function nearNames(wanted: string, names: readonly string[]): readonly string[] {
  const folded = foldName(wanted);
  const most = Math.max(1, Math.floor(folded.length / 3));
  return names
    .map((name) => ({ name, distance: foldName(name).includes(folded) ? 1 : editDistance(folded, foldName(name), most) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 5)
    .map(({ name }) => name);
}

/** Letters to insert, remove, change or swap with their neighbour (optimal string alignment); `most + 1` for more than `most`. */
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [beforeLast, last]: readonly number[][] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last![j]! + 1, row[j - 1]! + 1, last![j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, beforeLast![j - 2]! + 1);
    }
    [beforeLast, last] = [last!, row];
  }
  return last![b.length]!;
}
