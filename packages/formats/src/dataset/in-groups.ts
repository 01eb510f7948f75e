/** Work on several things at a time, with errors as if it were one after the other. */

/**
 * What `action` makes of all items, in their order, group by group: those of a group are worked on together.
 *
 * @throws what the first item of a group that fails gives, when all of the group are done
 */
export async function* inGroups<T, R>(items: readonly T[], groupLength: number, action: (item: T) => Promise<R>): AsyncIterable<readonly R[]> {
  for (let index = 0; index < items.length; index += groupLength) {
    const results: R[] = [];
    for (const result of await Promise.allSettled(items.slice(index, index + groupLength).map(action))) {
      if (result.status === 'rejected') throw result.reason;
      results.push(result.value);
    }
    yield results;
  }
}
