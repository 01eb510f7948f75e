/** Shares in few characters, for cells. */

/** `48`, `<1`, `>99`: percent without the sign; 0 and 100 only where the share is exactly that. */
export function shortPercent(share: number): string {
  const percent = Math.round(share * 100);
  if (percent === 0 && share > 0) return '<1';
  if (percent === 100 && share < 1) return '>99';
  return String(percent);
}
