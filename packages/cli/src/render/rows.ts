/** Rows of a label and a text. */
import type { Palette } from '@datasig/runner/terminal';
import { toPrintable } from './printable.ts';

const labelWidth = 9;

/** One line a row, labels aligned. */
export function alignRows(rows: readonly (readonly string[])[], palette: Palette): string {
  return rows.map(([label = '', text = '']) => `  ${palette.quiet(label.padEnd(labelWidth))} ${toPrintable(text)}\n`).join('');
}
