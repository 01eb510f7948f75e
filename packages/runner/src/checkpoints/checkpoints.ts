/**
 * Checkpoints: one file a finished shard, in a folder named by the plan's digest. A file is written under another
 * name, synced and renamed, so that a crash at any moment leaves whole files only.
 */
import { mkdir, open, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasigError } from '@datasig/core';
import type { RunOptions } from '../options.ts';
import { belongsTo, type Partial, type PartialStore } from '../partial.ts';
import type { Plan } from '../plan.ts';
import { readPartial, writePartial } from './partial-file.ts';
import { digestPlan } from './plan-digest.ts';

/** The checkpoints of one plan. */
export class Checkpoints implements PartialStore {
  readonly #stateFolder: string;
  readonly #folder: string;
  readonly #plan: Plan;
  readonly #planDigest: string;

  private constructor(stateFolder: string, plan: Plan, planDigest: string) {
    this.#stateFolder = stateFolder;
    this.#folder = join(stateFolder, planDigest.slice(0, 32));
    this.#plan = plan;
    this.#planDigest = planDigest;
  }

  /** Opens the folder, making it in its parent where it is missing. @throws DatasigError `state-unusable` */
  static async open(stateFolder: string, plan: Plan, options: RunOptions): Promise<Checkpoints> {
    const checkpoints = new Checkpoints(stateFolder, plan, digestPlan(plan, options));
    await checkpoints.#attempt(() => checkpoints.#makeFolder());
    return checkpoints;
  }

  /** The partial of a shard, where an earlier run left it whole; anything else is read anew. */
  async load(index: number): Promise<Partial | undefined> {
    try {
      const partial = readPartial(await readFile(this.#file(index), 'utf8'));
      return partial.planDigest === this.#planDigest && belongsTo(partial, this.#plan, index) ? partial : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps a partial. @throws DatasigError `state-unusable` */
  async save(partial: Partial): Promise<void> {
    const file = this.#file(partial.index);
    const temporary = `${file}.${process.pid}.tmp`;
    await this.#attempt(async () => {
      // Another run of the same plan may have ended and removed the folder.
      await this.#makeFolder();
      const handle = await open(temporary, 'w');
      try {
        await handle.writeFile(writePartial({ ...partial, planDigest: this.#planDigest }));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, file);
    });
  }

  /** Removes the checkpoints, and the state folder when nothing else is in it. */
  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
    await rmdir(this.#stateFolder).catch(() => undefined);
  }

  /** Not recursively: that goes round for ever where a file system, such as /proc, makes no folders. */
  async #makeFolder(): Promise<void> {
    for (const folder of [this.#stateFolder, this.#folder]) {
      await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
  }

  #file(index: number): string {
    return join(this.#folder, `shard-${String(index).padStart(6, '0')}.json`);
  }

  async #attempt(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new DatasigError('state-unusable', `the state folder ${this.#stateFolder} cannot be written: ${reason}; choose another or leave out --resume`, { cause });
    }
  }
}
