/** Copies of databases in the browser's storage: each is held by a lock while it is read, and removed when it is not. */

const prefix = 'datasig-copy-';

/** A place for one. */
export interface Copy {
  /** Name of its folder. */
  readonly directory: string;
  /** Removes it. */
  release(): Promise<void>;
}

/** A new place, which no other tab removes; a worker that is ended gives up its lock. */
export async function keepCopy(): Promise<Copy> {
  const directory = `${prefix}${crypto.randomUUID()}`;
  const { promise, resolve } = Promise.withResolvers<void>();
  await new Promise<void>((held) => {
    void navigator.locks.request(directory, () => {
      held();
      return promise;
    });
  });
  return {
    directory,
    release: async () => {
      resolve();
      await removeCopies();
    },
  };
}

/** Removes all copies that nobody reads: also those of tabs that were closed. */
export async function removeCopies(): Promise<void> {
  const root = await navigator.storage.getDirectory().catch(() => undefined);
  if (root === undefined) return;
  const names: string[] = [];
  for await (const name of root.keys()) if (name.startsWith(prefix)) names.push(name);
  for (const name of names) {
    await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
      // What cannot be removed now is removed next time.
      if (lock !== null) await root.removeEntry(name, { recursive: true }).catch(() => undefined);
    });
  }
}
