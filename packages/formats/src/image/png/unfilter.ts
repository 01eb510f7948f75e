/** PNG's row filters undone in place (W3C PNG, section 9). */

/**
 * Undoes filter `type` of a row.
 *
 * @param previous the row above, undone; zeros above the first
 * @param distance bytes between a byte and the one that it was predicted from
 * @returns whether there is such a filter
 */
export function unfilterRow(type: number, row: Uint8Array, previous: Uint8Array, distance: number): boolean {
  switch (type) {
    case 0:
      return true;
    case 1:
      for (let index = distance; index < row.length; index++) row[index] = row[index]! + row[index - distance]!;
      return true;
    case 2:
      for (let index = 0; index < row.length; index++) row[index] = row[index]! + previous[index]!;
      return true;
    case 3:
      for (let index = 0; index < row.length; index++) {
        const left = index < distance ? 0 : row[index - distance]!;
        row[index] = row[index]! + ((left + previous[index]!) >> 1);
      }
      return true;
    case 4:
      for (let index = 0; index < row.length; index++) {
        const inside = index >= distance;
        row[index] = row[index]! + paeth(inside ? row[index - distance]! : 0, previous[index]!, inside ? previous[index - distance]! : 0);
      }
      return true;
    default:
      return false;
  }
}

/** Whichever of left, above and above left is nearest to left + above − above left; ties go to the first. */
function paeth(left: number, above: number, aboveLeft: number): number {
  const toLeft = Math.abs(above - aboveLeft);
  const toAbove = Math.abs(left - aboveLeft);
  const toAboveLeft = Math.abs(left + above - 2 * aboveLeft);
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left;
  return toAbove <= toAboveLeft ? above : aboveLeft;
}
