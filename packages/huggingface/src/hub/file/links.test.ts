import { describe, expect, it } from 'vitest';
import { expiryOf, Links } from './links.ts';

const seconds = 1_800_000_000;

describe('a link', () => {
  it.each([
    [`Expires=${seconds}&Signature=x`, seconds * 1000],
    ['X-Amz-Date=20270115T080000Z&X-Amz-Expires=3600', Date.UTC(2027, 0, 15, 9)],
    ['X-Goog-Date=20270115T080000Z&X-Goog-Expires=60', Date.UTC(2027, 0, 15, 8, 1)],
    ['X-Amz-Date=today&X-Amz-Expires=3600', Infinity],
    ['Expires=never', Infinity],
    ['', Infinity],
  ])('ends when %s says', (query, expiry) => {
    expect(expiryOf(new URL(`https://cdn.example/a?${query}`))).toBe(expiry);
  });

  it('is kept until shortly before', () => {
    const links = new Links();
    const url = new URL(`https://cdn.example/a?Expires=${seconds}`);
    links.keep('a', url);
    expect(links.find('a', seconds * 1000 - 60_000)?.url).toBe(url);
    expect(links.find('a', seconds * 1000 - 10_000)).toBeUndefined();
    expect(links.find('a', 0)).toBeUndefined();
  });

  it('is given up after two failures in a row, unless there is another by then', () => {
    const links = new Links();
    const first = links.keep('a', new URL('https://cdn.example/1'));
    links.failed('a', first);
    links.succeeded(first);
    links.failed('a', first);
    expect(links.find('a', 0)).toBe(first);
    const second = links.keep('a', new URL('https://cdn.example/2'));
    links.failed('a', first);
    expect(links.find('a', 0)).toBe(second);
    links.failed('a', second);
    links.failed('a', second);
    expect(links.find('a', 0)).toBeUndefined();
  });

  it('gives way when there are many', () => {
    const links = new Links();
    for (let index = 0; index <= 10_000; index++) links.keep(String(index), new URL('https://cdn.example/'));
    expect([links.find('0', 0), links.find('1', 0) !== undefined, links.find('10000', 0) !== undefined]).toEqual([undefined, true, true]);
  });
});
