/** The part `edits`: real datasets against themselves after an edit. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { files } from '@datasig/files';
import type { Mode, Part, Task } from '../part.ts';
import { randomFor } from '../seed.ts';
import { compareReal, type RealComparison } from './comparison.ts';
import { digestRecords, type ReadRecords } from './digest-kernel.ts';
import { type Edit, edits } from './edits.ts';
import type { RealDataset } from './form.ts';
import { icons } from './icons.ts';
import { birdStrikes, flights } from './tables.ts';
import { pronunciations } from './text.ts';

/** A dataset against itself after an edit. */
export interface EditResult extends RealComparison {
  readonly dataset: string;
  readonly edit: string;
  /** Records with their duplicates. */
  readonly recordsA: number;
  readonly recordsB: number;
}

/** The datasets; a dataset's own form of rows is known to it alone. */
const realDatasets: readonly RealDataset<unknown>[] = [birdStrikes, flights, pronunciations, icons];

/** Rows of a dataset that are taken, from the first. */
const mostRows: Readonly<Record<Mode, number>> = { quick: 20_000, full: Infinity };

/** The part. */
export const realEdits: Part<EditResult> = {
  name: 'edits',
  title: 'real datasets against themselves after an edit',
  tasks: (mode) => realDatasets.flatMap((dataset) => tasksOf(dataset, mode)),
};

function tasksOf(dataset: RealDataset<unknown>, mode: Mode): Task<EditResult>[] {
  let original: Promise<ReadRecords> | undefined;
  return edits.map((edit) => ({
    key: `${dataset.name} ${edit.name}`,
    run: async () => {
      const rows = (await dataset.rows()).slice(0, mostRows[mode]);
      original ??= readBack(dataset, rows, false);
      const before = await original;
      const after = await readBack(dataset, editRows(edit, rows, dataset), edit.otherwise === true);
      return {
        dataset: dataset.name,
        edit: edit.name,
        recordsA: before.recordCount,
        recordsB: after.recordCount,
        ...compareReal(before.distinct, after.distinct, mode, false),
      };
    },
  }));
}

function editRows(edit: Edit, rows: readonly unknown[], dataset: RealDataset<unknown>): readonly unknown[] {
  return edit.apply(rows, dataset, randomFor(`${dataset.name} ${edit.name}`));
}

/** Writes rows and reads them as a fingerprint would. */
async function readBack(dataset: RealDataset<unknown>, rows: readonly unknown[], otherwise: boolean): Promise<ReadRecords> {
  const folder = await mkdtemp(join(tmpdir(), 'datasig-study-'));
  try {
    const location = await (otherwise ? dataset.writeOtherwise(folder, rows) : dataset.write(folder, rows));
    const source = files({ locations: location, ...(dataset.pixels !== undefined && { pixels: dataset.pixels }) });
    const read = await digestRecords(source);
    await source.close?.();
    return read;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
