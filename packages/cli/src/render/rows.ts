/** Rows of a label and a text. */
import type { Palette } from '@datasig/runner/terminal';
import { toPrintable } from './printable.ts';

/** With a UID behind it a row is 80 columns wide. */
const labelWidth = 8;

/** One line a row, labels aligned. */
export function alignRows(rows: readonly (readonly string[])[], palette: Palette): string {
  return rows.map(([label = '', text = '']) => `  ${palette.quiet(label.padEnd(labelWidth))} ${toPrintable(text)}\n`).join('');
}
