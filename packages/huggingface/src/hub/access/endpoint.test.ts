import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePath, Endpoint, isPlainPath } from './endpoint.ts';

const sha = 'a'.repeat(40);

describe('an endpoint', () => {
  it('keeps its path', () => {
    const endpoint = new Endpoint('https://mirror.example:8443/hub//?x=1#y');
    expect([endpoint.url, endpoint.origin]).toEqual(['https://mirror.example:8443/hub', 'https://mirror.example:8443']);
    expect(endpoint.resolve('o/n', sha, 'a b/#?%.csv').href).toBe(`https://mirror.example:8443/hub/datasets/o/n/resolve/${sha}/a%20b/%23%3F%25.csv`);
    expect(endpoint.refs('o/n').href).toBe('https://mirror.example:8443/hub/api/datasets/o/n/refs');
  });

  it('is the public one, where no other is named', () => {
    expect(new Endpoint().pageOf('o/n')).toBe('https://huggingface.co/datasets/o/n');
  });

  it('gives every path a URL of its own below the commit', () => {
    const segment = fc.string({ minLength: 1, unit: 'grapheme' });
    const start = `/datasets/o/n/resolve/${sha}/`;
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')).filter(isPlainPath), (path) => {
        const { pathname, search, hash } = new Endpoint().resolve('o/n', sha, path);
        expect([pathname.startsWith(start), decodeURIComponent(pathname.slice(start.length)), search, hash]).toEqual([true, path, '', '']);
      }),
    );
  });

  it.each(['', '/', 'a//b', '../a', 'a/.', 'a/..', 'a\0', '\ud800'])('takes no path %j', (path) => {
    expect(isPlainPath(path)).toBe(false);
  });

  it('encodes segment by segment', () => {
    expect(encodePath('a/b c/ü')).toBe('a/b%20c/%C3%BC');
  });
});
