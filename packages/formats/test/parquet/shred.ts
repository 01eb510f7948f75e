/** Random nested schemas and values, and their levels (Melnik et al., "Dremel", VLDB 2010, section 4.2). */
import fc from 'fast-check';
import type { Element } from './file.ts';

/** What values are like. Maps have integer keys and come as `{ map: [key, value][] }`. */
export type Shape = { readonly name: string; readonly optional: boolean } & (
  | { readonly kind: 'leaf' }
  | { readonly kind: 'struct'; readonly fields: readonly Shape[] }
  | { readonly kind: 'list'; readonly element: Shape }
  | { readonly kind: 'map'; readonly key: Shape; readonly value: Shape }
);

/** An entry of a leaf column. */
export interface Entry {
  readonly repetition: number;
  readonly definition: number;
  readonly value?: number;
}

/** A leaf column. */
export interface LeafShape {
  readonly maximumDefinition: number;
  readonly maximumRepetition: number;
}

interface Level {
  readonly definition: number;
  readonly repetition: number;
}

const top: Level = { definition: 0, repetition: 0 };

/** The leaves in order. */
export function leavesOf(shape: Shape, above: Level = top): LeafShape[] {
  const definition = above.definition + (shape.optional ? 1 : 0);
  const repeated = { definition: definition + 1, repetition: above.repetition + 1 };
  switch (shape.kind) {
    case 'leaf':
      return [{ maximumDefinition: definition, maximumRepetition: above.repetition }];
    case 'struct':
      return shape.fields.flatMap((field) => leavesOf(field, { ...above, definition }));
    case 'list':
      return leavesOf(shape.element, repeated);
    case 'map':
      return [shape.key, shape.value].flatMap((field) => leavesOf(field, repeated));
  }
}

/** The schema element: lists and maps have three levels. */
export function elementOf(shape: Shape): Element {
  const base = { name: shape.name, repetition: shape.optional ? 1 : 0 } as const;
  switch (shape.kind) {
    case 'leaf':
      return { ...base, type: 1 };
    case 'struct':
      return { ...base, children: shape.fields.map(elementOf) };
    case 'list':
      return { ...base, logicalType: 3, children: [{ name: 'list', repetition: 2, children: [elementOf(shape.element)] }] };
    case 'map':
      return { ...base, logicalType: 2, children: [{ name: 'key_value', repetition: 2, children: [elementOf(shape.key), elementOf(shape.value)] }] };
  }
}

/** The entries of every leaf. */
export function shred(shape: Shape, rows: readonly unknown[]): Entry[][] {
  const columns = leavesOf(shape).map((): Entry[] => []);
  for (const row of rows) shredValue(shape, row, 0, top, columns);
  return columns;
}

/** @param repetition of the first entry @param columns those of the leaves below `shape` */
function shredValue(shape: Shape, value: unknown, repetition: number, above: Level, columns: readonly Entry[][]): void {
  const absent = (definition: number): void => columns.forEach((column) => column.push({ repetition, definition }));
  if (value === null) return absent(above.definition);
  const definition = above.definition + (shape.optional ? 1 : 0);
  switch (shape.kind) {
    case 'leaf':
      columns[0]!.push({ repetition, definition, value: value as number });
      return;
    case 'struct':
      return shredFields(shape.fields, shape.fields.map(({ name }) => (value as Record<string, unknown>)[name]), repetition, { ...above, definition }, columns);
    default: {
      const isMap = shape.kind === 'map';
      const items = isMap ? (value as { readonly map: readonly unknown[] }).map : (value as readonly unknown[]);
      if (items.length === 0) return absent(definition);
      const inner = { definition: definition + 1, repetition: above.repetition + 1 };
      items.forEach((item, index) => {
        const first = index === 0 ? repetition : inner.repetition;
        if (isMap) shredFields([shape.key, shape.value], item as readonly unknown[], first, inner, columns);
        else shredValue(shape.element, item, first, inner, columns);
      });
    }
  }
}

function shredFields(fields: readonly Shape[], values: readonly unknown[], repetition: number, above: Level, columns: readonly Entry[][]): void {
  let first = 0;
  fields.forEach((field, index) => {
    const count = leavesOf(field).length;
    shredValue(field, values[index], repetition, above, columns.slice(first, first + count));
    first += count;
  });
}

function shapeOf(name: string, depth: number): fc.Arbitrary<Shape> {
  const leaf = fc.boolean().map((optional): Shape => ({ kind: 'leaf', name, optional }));
  if (depth === 0) return leaf;
  const inner = (innerName: string): fc.Arbitrary<Shape> => shapeOf(innerName, depth - 1);
  const key: Shape = { kind: 'leaf', name: 'key', optional: false };
  return fc.oneof(
    leaf,
    fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 3 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => inner(`f${index}`))))).map(([optional, fields]): Shape => ({ kind: 'struct', name, optional, fields })),
    fc.tuple(fc.boolean(), inner('element')).map(([optional, element]): Shape => ({ kind: 'list', name, optional, element })),
    fc.tuple(fc.boolean(), inner('value')).map(([optional, value]): Shape => ({ kind: 'map', name, optional, key, value })),
  );
}

function valueOf(shape: Shape): fc.Arbitrary<unknown> {
  const present = ((): fc.Arbitrary<unknown> => {
    switch (shape.kind) {
      case 'leaf':
        return fc.integer({ min: -50, max: 50 });
      case 'struct':
        return fc.tuple(...shape.fields.map(valueOf)).map((values) => Object.fromEntries(shape.fields.map(({ name }, index) => [name, values[index]])));
      case 'list':
        return fc.array(valueOf(shape.element), { maxLength: 4 });
      case 'map':
        return fc.array(fc.tuple(valueOf(shape.key), valueOf(shape.value)), { maxLength: 3 }).map((map) => ({ map }));
    }
  })();
  return shape.optional ? fc.option(present, { nil: null, freq: 3 }) : present;
}

/** A schema of one column, and rows of it. */
export const shapeAndRows: fc.Arbitrary<{ readonly shape: Shape; readonly rows: unknown[] }> = shapeOf('column', 4).chain((shape) =>
  fc.record({ shape: fc.constant(shape), rows: fc.array(valueOf(shape), { maxLength: 12 }) }),
);
