/** Checks that a column's buffers hold every row, so that a connector's fault is never read as nulls. */
import { checkTensorType, tensorByteLength } from '../canonical/tensor.ts';
import { InvalidArgumentError } from '../errors.ts';
import type { BytesColumn, Column, TextColumn } from '../spec/v1/batch.ts';

/**
 * Checks the buffers of a column of `rowCount` rows; what they hold is not looked at.
 *
 * @throws InvalidArgumentError `invalid-argument` when one is too short or offsets decrease; InvalidDataError
 * `unsupported-value` for a dtype or shape without encoding
 */
export function checkColumn(column: Column, rowCount: number): void {
  if (column.valid !== undefined) checkLength(column, column.valid.length, rowCount);
  switch (column.type) {
    case 'text':
    case 'bytes':
      return checkRuns(column, rowCount);
    case 'tensor':
      checkTensorType(column.dtype, column.shape);
      return checkLength(column, column.data.length, tensorByteLength(column.dtype, column.shape) * rowCount);
    case 'uuid':
      return checkLength(column, column.bytes.length, 16 * rowCount);
    default:
      return checkLength(column, column.values.length, rowCount);
  }
}

function checkRuns(column: TextColumn | BytesColumn, rowCount: number): void {
  const { offsets, bytes } = column;
  checkLength(column, offsets.length, rowCount + 1);
  for (let row = 0; row < rowCount; row++) {
    if (offsets[row]! > offsets[row + 1]!) throw new InvalidArgumentError('invalid-argument', `column ${JSON.stringify(column.name)}: offsets must not decrease; this is a fault of the connector`);
  }
  checkLength(column, bytes.length, offsets[rowCount]!);
}

function checkLength(column: Column, found: number, expected: number): void {
  if (found >= expected) return;
  throw new InvalidArgumentError('invalid-argument', `column ${JSON.stringify(column.name)} of a batch is too short: it has ${found} of ${expected} entries; this is a fault of the connector`);
}
