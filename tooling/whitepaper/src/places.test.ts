/** Places in a text. */
import { expect, test } from 'vitest';
import { fillPlaces, namesOfPlaces, withoutPlaces } from './places.ts';

test('places are filled again and again, and taken out', () => {
  const text = 'k = <!--=k of it-->?<!--/--> %, <!--=n-->\n<!--/-->';
  const filled = fillPlaces(text, (name) => `${name.length}`);
  expect(filled).toBe('k = <!--=k of it-->7<!--/--> %, <!--=n-->1<!--/-->');
  expect(fillPlaces(filled, (name) => `${name.length}`)).toBe(filled);
  expect(namesOfPlaces(text)).toEqual(['k of it', 'n']);
  expect(withoutPlaces(filled)).toBe('k =  %, ');
});
