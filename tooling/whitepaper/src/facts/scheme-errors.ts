/** Errors of schemes against bottom-k, where sketches are large and sets far larger. */
import { type AccuracyResult, change, shares } from '@datasig/study';

const shownK = 1024;
const sizes = [1_000_000, 10_000] as const;
const ratios = [1, 10] as const;

/** The largest size at which all similarities were measured. */
export function shownSize(results: readonly AccuracyResult[]): number {
  return sizes.find((size) => ratios.every((ratio) => find(results, 'bottom-k', ratio, size).length === shares.length)) ?? sizes[1];
}

/** Root mean square error of J over all similarities, as a change against bottom-k; nothing where it was not measured. */
export function errorAgainstBottomK(results: readonly AccuracyResult[], scheme: string, ratio: number, k: number = shownK): string {
  const size = shownSize(results);
  const [reference, mine] = [find(results, 'bottom-k', ratio, size), find(results, scheme, ratio, size, k)];
  const error = (cells: readonly AccuracyResult[]): number => Math.sqrt(cells.reduce((sum, { jaccard }) => sum + jaccard.rmse ** 2, 0));
  return mine.length === 0 || mine.length !== reference.length ? '' : change(error(mine), error(reference));
}

function find(results: readonly AccuracyResult[], scheme: string, ratio: number, size: number, k: number = shownK): AccuracyResult[] {
  return results.filter((each) => each.scheme === scheme && each.k === k && each.size === size && each.ratio === ratio);
}
