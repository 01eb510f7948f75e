import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonKindOf } from './json-kind.ts';

const kindOf = (text: string): string => jsonKindOf(new TextEncoder().encode(text));

it.each([
  ['[{"a": 1}]', 'json'],
  [' \n[\n', 'json'],
  ['\ufeff[1]', 'json'],
  ['{"a": 1}', 'jsonl'],
  ['\ufeff{"a": 1}\n{"a": 2}\n', 'jsonl'],
  ['\n\n{"a": [1, {"b": "}\\"\\\\"}]}\n{"a": 2}', 'jsonl'],
  ['{\n  "a": 1\n}\n', 'json'],
  ['{"a": [\n1]}', 'json'],
  ['{"a": "a long line that does not end here', 'jsonl'],
  ['{"a": 1,\n"b": "not the end', 'json'],
  ['{"a": "\\', 'jsonl'],
  ['1\n2\n', 'jsonl'],
  ['', 'jsonl'],
])('%j is %s', (text, kind) => {
  expect(kindOf(text)).toBe(kind);
});

it('tells lines from a document, also by a beginning that holds the first line', () => {
  const record = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue(), { minKeys: 1 });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 3 }), fc.nat(), (records, cut) => {
      const lines = new TextEncoder().encode(records.map((each) => JSON.stringify(each)).join('\n'));
      expect(jsonKindOf(lines.subarray(0, cut % (lines.length + 1)))).toBe('jsonl');
      expect(kindOf(JSON.stringify(records[0], null, 1))).toBe('json');
      expect(kindOf(JSON.stringify(records))).toBe('json');
    }),
    { seed: 7 },
  );
});
