/** Lets threads begin at one state of a source that may be written to. */
import type { Snapshot } from '@datasig/core/spec';

/** Who begins. */
interface Beginner {
  begin(): Promise<void>;
}

/** A source that is written to more often than threads begin is left to one of them. */
const mostAttemptCount = 3;

/** Whether the source and all the others read the same state now. */
export async function beginTogether(snapshot: Snapshot, others: readonly Beginner[]): Promise<boolean> {
  const all = (): Promise<unknown> => Promise.all(others.map((other) => other.begin()));
  // Opening takes its time; beginning anew does not.
  await all();
  for (let attempt = 0; attempt < mostAttemptCount; attempt++) {
    await snapshot.begin();
    await all();
    if (await snapshot.isCurrent()) return true;
  }
  return false;
}
