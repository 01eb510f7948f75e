import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byteSource, collect, formatNamed, type PlainRow, readAll, toBytes } from '../test/read.ts';

const text = formatNamed('text');

it.each<[string, string, string[]]>([
  ['lines', 'a\nb\n', ['a', 'b']],
  ['no line end at the end', 'a\nb', ['a', 'b']],
  ['blank lines are kept', '\n\na\n\n', ['', '', 'a', '']],
  ['one CR is removed', 'a\r\nb\r\r\nc\r', ['a', 'b\r', 'c']],
  ['a CR inside stays', 'a\rb\n', ['a\rb']],
  ['a byte order mark', '\ufeffa\n\ufeffb', ['a', '\ufeffb']],
  ['nothing', '', []],
])('%s', async (_, content, lines) => {
  for (const length of [1, 2, 100]) expect((await readAll(text, content, [length])).rows.map((row) => row['text'])).toEqual(lines);
});

it('gives the same lines cut into pieces of any length', async () => {
  const content = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', 'é', '\ufeff'), maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 30 }), async (written, pieceByteLength) => {
      const bytes = toBytes(written);
      const source = byteSource(bytes);
      const rows: PlainRow[] = [];
      for (const piece of await text.cut!(source, pieceByteLength)) for await (const batch of text.read(source.stream(piece.start, piece.end), { piece })) collect(batch, rows, []);
      expect(rows).toEqual((await readAll(text, bytes)).rows);
    }),
    { numRuns: 300, seed: 3 },
  );
});
