/**
 * Hierarchical clustering by average linkage (UPGMA; Sokal & Michener, 1958): the two groups whose members are nearest on
 * average are joined, until one is left. Groups that are equally near are joined in the order of their members.
 */

/** A group: one item, or two groups and their distance. */
export type Cluster = { readonly item: number } | { readonly left: Cluster; readonly right: Cluster; readonly distance: number };

interface Group {
  readonly cluster: Cluster;
  readonly size: number;
  /** Distances to the other groups, by their places. */
  readonly distances: number[];
}

/**
 * Clusters items by their distances, which are symmetric; takes time in the cube of their number.
 *
 * @returns the tree of all; an inner group's left side is the one with the earliest item. Null without items.
 */
export function clusterByAverage(distances: readonly (readonly number[])[]): Cluster | null {
  const groups = new Map<number, Group>(distances.map((row, item) => [item, { cluster: { item }, size: 1, distances: [...row] }]));
  while (groups.size > 1) {
    const [first, second, distance] = nearest(groups);
    const [left, right] = [groups.get(first)!, groups.get(second)!];
    groups.delete(second);
    const size = left.size + right.size;
    for (const [place, group] of groups) {
      if (place === first) continue;
      const mean = (left.size * group.distances[first]! + right.size * group.distances[second]!) / size;
      group.distances[first] = mean;
      left.distances[place] = mean;
    }
    groups.set(first, { cluster: { left: left.cluster, right: right.cluster, distance }, size, distances: left.distances });
  }
  return groups.values().next().value?.cluster ?? null;
}

function nearest(groups: ReadonlyMap<number, Group>): readonly [number, number, number] {
  let best: readonly [number, number, number] = [0, 0, Infinity];
  for (const [first, { distances }] of groups) {
    for (const second of groups.keys()) {
      const distance = distances[second]!;
      if (second > first && distance < best[2]) best = [first, second, distance];
    }
  }
  return best;
}

/** The items of a tree from left to right. */
export function itemsOf(cluster: Cluster | null): number[] {
  if (cluster === null) return [];
  return 'item' in cluster ? [cluster.item] : [...itemsOf(cluster.left), ...itemsOf(cluster.right)];
}
