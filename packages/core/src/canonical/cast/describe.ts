/** What a value is, in words, for messages that must not show it. */
import type { Value } from '../../spec/v1/batch.ts';
import { tagOf } from '../value.ts';

const tagged: Readonly<Record<string, string>> = {
  'decimal': 'a decimal',
  'number-literal': 'a number',
  'tensor': 'a tensor',
  'timestamp': 'a timestamp',
  'date': 'a date',
  'time': 'a time of day',
  'duration': 'a duration',
  'uuid': 'a UUID',
  'entries': 'a map',
};

/** A value's sort with its article, such as `a number`; nothing of its contents. */
export function describeValue(value: NonNullable<Value>): string {
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'a bool';
    case 'number':
    case 'bigint':
      return 'a number';
    default:
      return describeObject(value);
  }
}

function describeObject(value: NonNullable<Value> & object): string {
  if (value instanceof Uint8Array) return 'bytes';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Map) return 'a map';
  return tagged[tagOf(value) ?? ''] ?? 'a struct';
}
