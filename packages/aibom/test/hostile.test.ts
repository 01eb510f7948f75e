/** Documents that were damaged or made to harm: an error with a code, or a document that can be read; never anything else. */
import { DatasigError } from '@datasig/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BillDocument, createCycloneDx, createSpdx, readBill } from '../src/index.ts';
import { bytesOf, fullClaim } from './claims.ts';
import { croissant, fileObject, hubDocument } from './croissant.ts';

const claim = fullClaim();
const documents = {
  cyclonedx: createCycloneDx({ datasets: [claim], model: { name: 'm' } }),
  spdx: createSpdx({ datasets: [claim], timestamp: '2026-01-05T00:00:00Z' }),
  croissant: readBill(bytesOf(croissant([fileObject('a.csv', 'a'.repeat(64))], [{ fileObject: { '@id': 'a.csv' } }]))).enrich([claim]).text,
  hub: JSON.stringify(hubDocument),
};

function tryToRead(bytes: Uint8Array): BillDocument | DatasigError {
  try {
    const document = readBill(bytes);
    document.enrich([claim]);
    return document;
  } catch (error) {
    if (DatasigError.is(error)) return error;
    throw error;
  }
}

describe.each(Object.entries(documents))('%s', (_, text) => {
  const bytes = bytesOf(text);

  it('with other bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 }), (changes) => {
        const damaged = Uint8Array.from(bytes);
        for (const [index, byte] of changes) damaged[index] = byte;
        tryToRead(damaged);
      }),
      { numRuns: 200 },
    );
  });

  it('with values of other types', () => {
    const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"(?!\s*:)|\[|\{/g)];
    fc.assert(
      fc.property(fc.nat(tokens.length - 1), fc.constantFrom('null', '7', '""', '[]', '{}', '[[]]', '[null]', '{"a":null}'), (index, other) => {
        const { 0: token, index: start } = tokens[index]!;
        const end = token === '[' || token === '{' ? endOf(text, start) : start + token.length;
        tryToRead(bytesOf(`${text.slice(0, start)}${other}${text.slice(end)}`));
      }),
      { numRuns: 300 },
    );
  });

  it('cut short', () => {
    for (let end = 0; end < bytes.length; end += 97) expect(tryToRead(bytes.subarray(0, end))).toBeInstanceOf(DatasigError);
  });
});

/** Behind the bracket that closes the one at `start`. */
function endOf(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const unit = text[index]!;
    if (unit === '"') {
      while (text[++index] !== '"') if (text[index] === '\\') index++;
    } else if ('[{'.includes(unit)) depth++;
    else if (']}'.includes(unit) && --depth === 0) return index + 1;
  }
  return text.length;
}

it('a long run of backslashes and quotes takes no longer than its length', () => {
  expect(tryToRead(bytesOf(`{"a":"${'\\\\'.repeat(1_000_000)}","b":"${'\\"'.repeat(1_000_000)}"}`))).toMatchObject({ code: 'unknown-document' });
});
