/** Errors of schemes against bottom-k, where sketches are large and sets far larger. */
import { type AccuracyResult, change } from '@datasig/study';

const shownK = 1024;
const shownSize = 10_000;

/** Root mean square error of J over all similarities, as a change against bottom-k; nothing where it was not measured. */
export function errorAgainstBottomK(results: readonly AccuracyResult[], scheme: string, ratio: number): string {
  const [reference, mine] = ['bottom-k', scheme].map((name) => {
    const cells = results.filter((each) => each.scheme === name && each.k === shownK && each.size === shownSize && each.ratio === ratio);
    return { count: cells.length, error: Math.sqrt(cells.reduce((sum, { jaccard }) => sum + jaccard.rmse ** 2, 0)) };
  });
  return mine!.count === 0 || mine!.count !== reference!.count ? '' : change(mine!.error, reference!.error);
}
