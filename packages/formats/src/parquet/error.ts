/** Errors about Parquet files. */
import { InvalidDataError } from '@datasig/core';
import type { SourcePosition } from '@datasig/core/spec';

/** A file that breaks the format (Apache Parquet 2.x). */
export function invalidParquet(reason: string, position: SourcePosition = {}): InvalidDataError {
  return new InvalidDataError('invalid-parquet', reason, position);
}

/** Values where the annotation UNKNOWN says that there are only nulls. */
export function valuesInNulls(): InvalidDataError {
  return invalidParquet('a column that is said to be always null holds a value');
}
