/** Average linkage: known trees, and laws for all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cluster, clusterByAverage, itemsOf } from './cluster.ts';

const leaf = (item: number): Cluster => ({ item });

describe('clusterByAverage', () => {
  it('joins the nearest first, by the average of members', () => {
    const distances = [
      [0, 0.1, 0.4, 0.9],
      [0.1, 0, 0.6, 0.7],
      [0.4, 0.6, 0, 0.8],
      [0.9, 0.7, 0.8, 0],
    ];
    const inner = { left: leaf(0), right: leaf(1), distance: 0.1 };
    const tree = clusterByAverage(distances) as { readonly left: { readonly left: Cluster; readonly right: Cluster; readonly distance: number }; readonly right: Cluster; readonly distance: number };
    expect(tree.left.left).toEqual(inner);
    expect(tree.left.right).toEqual(leaf(2));
    expect(tree.left.distance).toBeCloseTo(0.5, 12);
    expect(tree.right).toEqual(leaf(3));
    expect(tree.distance).toBeCloseTo(0.8, 12);
  });

  it('has no tree of nothing, and a leaf of one', () => {
    expect(clusterByAverage([])).toBeNull();
    expect(clusterByAverage([[0]])).toEqual(leaf(0));
    expect(itemsOf(null)).toEqual([]);
  });

  it('has every item once, with distances that grow towards the root and are averages of the members', () => {
    const matrix = fc.integer({ min: 1, max: 12 }).chain((count) =>
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: count * count, maxLength: count * count }).map((values) =>
        Array.from({ length: count }, (_, row) => Array.from({ length: count }, (__, column) => (row === column ? 0 : values[Math.min(row, column) * count + Math.max(row, column)]!))),
      ),
    );
    fc.assert(
      fc.property(matrix, (distances) => {
        const tree = clusterByAverage(distances);
        expect(itemsOf(tree).toSorted((a, b) => a - b)).toEqual(distances.map((_, item) => item));
        check(tree!, distances);
      }),
      { numRuns: 200, seed: 20261125 },
    );
  });
});

function check(tree: Cluster, distances: readonly (readonly number[])[]): void {
  if ('item' in tree) return;
  const [left, right] = [itemsOf(tree.left), itemsOf(tree.right)];
  const sum = left.reduce((total, one) => total + right.reduce((part, other) => part + distances[one]![other]!, 0), 0);
  expect(tree.distance).toBeCloseTo(sum / (left.length * right.length), 9);
  for (const branch of [tree.left, tree.right]) {
    if (!('item' in branch)) expect(branch.distance).toBeLessThanOrEqual(tree.distance + 1e-12);
    check(branch, distances);
  }
}
