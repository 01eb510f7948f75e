import { describe, expect, it } from 'vitest';
import { askedWait, retryAfter } from './waits.ts';

const now = Date.UTC(2026, 0, 1);

describe('how long to wait', () => {
  it.each([
    [{ RateLimit: '"api";r=0;t=55', 'Retry-After': '3' }, 55_000],
    [{ RateLimit: '"api";r=0; t=7' }, 7000],
    [{ RateLimit: 'limit=10, reset=5', 'Retry-After': '3' }, 3000],
    [{ 'Retry-After': 'Thu, 01 Jan 2026 00:01:00 GMT' }, 60_000],
    [{ 'Retry-After': 'Wed, 31 Dec 2025 00:01:00 GMT' }, 0],
    [{ 'Retry-After': 'soon' }, undefined],
    [{ RateLimit: '"api";r=0;t=99999999999999' }, undefined],
    [{}, undefined],
  ] as const)('is in %j', (headers, milliseconds) => {
    expect(askedWait(new Headers(headers as Record<string, string>), now)).toBe(milliseconds);
  });

  it('is not in what is no header', () => {
    expect(retryAfter(null, now)).toBeUndefined();
  });
});
