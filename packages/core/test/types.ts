/** Generated logical types, with names that are hard to write. */
import fc from 'fast-check';
import { compareText } from '../src/canonical/bytes.ts';
import { tensorDtypes } from '../src/canonical/tensor.ts';
import type { LogicalType, ScalarType } from '../src/spec/v1/schema.ts';

/** Types without parameters. */
const scalarTypes: readonly ScalarType[] = [
  'null', 'integer', 'float32', 'float64', 'decimal', 'text', 'bytes', 'bool', 'timestamp', 'date', 'time', 'duration', 'uuid', 'mixed',
];

const names = fc.oneof(
  fc.constantFrom('a', 'b', 'list', 'struct{a: text}', '', ' ', '"', '\\', '\\"', ': ', ', ', '}', '>', '__proto__', 'é', '😀', '\uE000', '\u0000', '\n', '1', 'a b', '\uD800'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const wide: LogicalType = { type: 'struct', fields: Array.from({ length: 300 }, (_, index) => ({ name: `w${index + 1000}`, type: { type: 'text' } })) };
const shapes = fc.option(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }));

const { type } = fc.letrec<{ type: LogicalType }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: fc.constantFrom(...scalarTypes).map((scalar): LogicalType => ({ type: scalar })), weight: 3 },
    { arbitrary: fc.record({ type: fc.constant('tensor' as const), dtype: fc.constantFrom(...tensorDtypes.slice(0, 3)), shape: shapes }), weight: 1 },
    { arbitrary: fc.record({ type: fc.constant('list' as const), element: tie('type') }), weight: 1 },
    { arbitrary: fc.record({ type: fc.constant('map' as const), key: tie('type'), value: tie('type') }), weight: 1 },
    { arbitrary: structs(tie('type'), fc.constantFrom('a', 'b', 'c', 'd')), weight: 2 },
    { arbitrary: structs(tie('type'), names), weight: 1 },
    { arbitrary: fc.constant(wide), weight: 1 },
  ),
}));

function structs(inner: fc.Arbitrary<LogicalType>, name: fc.Arbitrary<string>): fc.Arbitrary<LogicalType> {
  return fc.uniqueArray(fc.record({ name, type: inner }), { maxLength: 4, selector: (field) => field.name }).map((fields) => ({ type: 'struct', fields: fields.sort((a, b) => compareText(a.name, b.name)) }));
}

/** Any type, its structs sorted by name. */
export const types: fc.Arbitrary<LogicalType> = type;
