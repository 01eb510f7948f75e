/** How long a server asks to wait, by its headers. */

/**
 * Milliseconds from `RateLimit: "api";r=0;t=55` (draft-ietf-httpapi-ratelimit-headers), else from `Retry-After`
 * (RFC 9110, 10.2.3); undefined where neither says so. @param now milliseconds since 1970
 */
export function askedWait(headers: Headers, now: number): number | undefined {
  const seconds = /(?:^|[;,\s])t=(\d{1,9})(?:$|[;,\s])/.exec(headers.get('ratelimit') ?? '')?.[1];
  if (seconds !== undefined) return Number(seconds) * 1000;
  return retryAfter(headers.get('retry-after'), now);
}

/** Seconds or a date, as milliseconds from now. */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
