/** Numbers of the study as text. */

/** A share in percent, without the sign; four decimals where it is small. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value === 0) return '0';
  return value.toFixed(Math.abs(value) >= 10 ? 2 : Math.abs(value) >= 0.1 ? 3 : 4);
}

/** A change in percent against a reference, with its sign. */
export function change(value: number, reference: number): string {
  if (reference === 0) return value === 0 ? '0 %' : '';
  const difference = Math.round(100 * (value / reference - 1));
  return `${difference > 0 ? '+' : ''}${difference} %`;
}

/** `lower – upper` in percent, or nothing. */
export function interval(lower: number | null, upper: number | null): string {
  return lower === null || upper === null ? '' : `${percent(lower)} – ${percent(upper)}`;
}
