/** Where the Hub has sent us for a file's bytes: kept, so that not every range costs a request to the Hub. */

/** An address, and what is known of the bytes there. */
export interface Link {
  readonly url: URL;
  /** Milliseconds since 1970 after which the address is no longer asked; Infinity where it does not tell. */
  readonly expires: number;
  /** Whether it has led to the bytes before. */
  isProven: boolean;
  /** Tries in a row that failed there. */
  failures: number;
}

/** A link that ends while the request is on its way is of no use. */
const margin = 30_000;
const countLimit = 10_000;
/** After so many the Hub is asked again: it may send to another server. */
const failureLimit = 2;

/** Links by file; the oldest are forgotten first. */
export class Links {
  readonly #links: Map<string, Link> = new Map();

  find(key: string, now: number): Link | undefined {
    const link = this.#links.get(key);
    if (link === undefined || link.expires - margin > now) return link;
    this.#links.delete(key);
    return undefined;
  }

  keep(key: string, url: URL): Link {
    if (this.#links.size >= countLimit) this.#links.delete(this.#links.keys().next().value!);
    const link: Link = { url, expires: expiryOf(url), isProven: false, failures: 0 };
    this.#links.set(key, link);
    return link;
  }

  succeeded(link: Link): void {
    link.isProven = true;
    link.failures = 0;
  }

  failed(key: string, link: Link): void {
    link.failures++;
    if (link.failures >= failureLimit && this.#links.get(key) === link) this.forget(key);
  }

  forget(key: string): void {
    this.#links.delete(key);
  }
}

/** From the parameters of signed URLs: `Expires` (CloudFront), `X-Amz-Date` and `X-Amz-Expires` (S3, GCS alike). */
export function expiryOf({ searchParams }: URL): number {
  const expires = searchParams.get('Expires');
  if (expires !== null && /^\d{1,12}$/.test(expires)) return Number(expires) * 1000;
  for (const vendor of ['Amz', 'Goog']) {
    const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(searchParams.get(`X-${vendor}-Date`) ?? '') ?? [];
    const seconds = searchParams.get(`X-${vendor}-Expires`);
    if (second !== undefined && seconds !== null && /^\d{1,9}$/.test(seconds)) {
      return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) + Number(seconds) * 1000;
    }
  }
  return Infinity;
}
