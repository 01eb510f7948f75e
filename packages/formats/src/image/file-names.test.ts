import { expect, it } from 'vitest';
import { isImageName } from './file-names.ts';

it.each(['a.png', 'A.PNG', 'b.tar.jpeg', 'png', '0.jpg', 'x.webp', 'x.TIF'])('%s is an image’s name', (name) => {
  expect(isImageName(name)).toBe(true);
});

it.each(['a.txt', 'a.png.json', 'cls', 'image', '', 'a.', 'apng.cls'])('%s is not', (name) => {
  expect(isImageName(name)).toBe(false);
});
