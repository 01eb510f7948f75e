/** Where and how two declared schemas differ, in words. */
import { formatType } from '@datasig/core';
import type { LogicalType } from '@datasig/core/spec';

/** Types may be of any length. */
const typeLengthLimit = 120;

/** A column, and what each of two files declares of it; undefined where it has no such column. */
export interface ColumnDifference {
  readonly column: string;
  readonly types: readonly [LogicalType | undefined, LogicalType | undefined];
}

/** `"x" is integer in a.parquet and text in b.parquet`, or which file has no such column. */
export function describeDifference({ column, types }: ColumnDifference, files: readonly [string, string]): string {
  const [a, b] = types;
  const quoted = JSON.stringify(column);
  if (a === undefined || b === undefined) {
    const [without, having] = a === undefined ? files : [files[1], files[0]];
    return `${without} has no column ${quoted}, which ${having} has`;
  }
  return `the column ${quoted} is ${shortType(a)} in ${files[0]} and ${shortType(b)} in ${files[1]}`;
}

function shortType(type: LogicalType): string {
  const text = formatType(type);
  return text.length > typeLengthLimit ? `${text.slice(0, typeLengthLimit)}…` : text;
}
