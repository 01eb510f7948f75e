/** ARFF as the original tool takes it: lines as they stand. */
import { expect, it } from 'vitest';
import { classicUid, classicVector, dataPoints } from '../../test/data-points.ts';

it('gives the UID that the original tool gives', async () => {
  const { uids } = JSON.parse(new TextDecoder().decode(classicVector('images.json'))) as { readonly uids: Readonly<Record<string, string>> };
  expect(await classicUid('arff', classicVector('lines.arff'))).toBe(uids['lines.arff']);
});

it.each([
  ['@relation r\n@data\n1,2\n', ['1,2\n']],
  ['@DATA\r\n% comment\r\n\r\n1,2\r\n@data\r\n3', ['% comment\r\n', '\r\n', '1,2\r\n', '@data\r\n', '3']],
  ['@Data\n1\n', []],
  [' @data\n1\n', []],
  ['@database\n1\n', ['1\n']],
  ['', []],
])('%j', async (text, points) => {
  expect(await dataPoints('arff', text)).toEqual(points);
  expect(await dataPoints('arff', text, [1])).toEqual(points);
});
