/** Edits that happen to datasets. */
import type { Random } from '../core.ts';
import type { RealDataset } from './form.ts';

/** An edit: the rows that it leaves, and whether they are written in another form. */
export interface Edit {
  readonly name: string;
  readonly description: string;
  readonly otherwise?: true;
  apply<Row>(rows: readonly Row[], dataset: RealDataset<Row>, random: Random): readonly Row[];
}

const relabelledShare = 0.01;
const nearDuplicateShare = 0.1;
const sampleShare = 0.1;

/** All edits, in the order of the tables. */
export const edits: readonly Edit[] = [
  { name: 'shuffled', description: 'rows in another order', apply: (rows, _, random) => shuffle(rows, random) },
  { name: 're-encoded', description: 'the same records in another form', otherwise: true, apply: (rows) => rows },
  { name: 'duplicated', description: 'every row twice', apply: (rows) => [...rows, ...rows] },
  { name: 'poisoned', description: 'one row changed', apply: (rows, { change }, random) => changeSome(rows, chooseSome(rows, 1, random), change) },
  { name: 'relabelled', description: '1 % of the rows with another label', apply: (rows, { change }, random) => changeSome(rows, chooseSome(rows, Math.round(relabelledShare * rows.length), random), change) },
  {
    name: 'near-duplicated',
    description: '10 % of the rows again, hardly different',
    apply: (rows, { blur }, random) => [...rows, ...[...chooseSome(rows, Math.round(nearDuplicateShare * rows.length), random)].map((index) => blur(rows[index]!))],
  },
  {
    name: 'subsampled',
    description: '10 % of the rows',
    apply: (rows, _, random) => [...chooseSome(rows, Math.round(sampleShare * rows.length), random)].sort((a, b) => a - b).map((index) => rows[index]!),
  },
];

function shuffle<Row>(rows: readonly Row[], random: Random): Row[] {
  const shuffled = [...rows];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
  }
  return shuffled;
}

function chooseSome(rows: readonly unknown[], count: number, random: Random): Set<number> {
  const chosen = new Set<number>();
  while (chosen.size < count) chosen.add(Math.floor(random.uniform() * rows.length));
  return chosen;
}

function changeSome<Row>(rows: readonly Row[], chosen: ReadonlySet<number>, change: (row: Row) => Row): Row[] {
  return rows.map((row, index) => (chosen.has(index) ? change(row) : row));
}
