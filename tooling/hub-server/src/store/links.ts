/** Signed links to the CDN and to xorbs: they hold for a time, or for a number of uses. */
import { createHmac, randomBytes } from 'node:crypto';

/** Limits of one link. */
export interface LinkLimits {
  readonly uses?: number;
  readonly milliseconds?: number;
}

/** Makes and checks links; only those with a number of uses are kept. */
export class Links {
  readonly #secret = randomBytes(16);
  readonly #defaultMilliseconds: number;
  readonly #usesLeft = new Map<string, number>();
  #count = 0;

  constructor(defaultSeconds: number) {
    this.#defaultMilliseconds = defaultSeconds * 1000;
  }

  /** The query of a link to `path`; `more` is signed, too. */
  sign(path: string, limits: LinkLimits = {}, more: Readonly<Record<string, string>> = {}): string {
    const expires = String(Date.now() + (limits.milliseconds ?? this.#defaultMilliseconds));
    const id = String(this.#count += 1);
    if (limits.uses !== undefined) this.#usesLeft.set(id, limits.uses);
    return new URLSearchParams({ ...more, Expires: expires, 'Key-Pair-Id': id, Signature: this.#signature(path, { ...more, Expires: expires, 'Key-Pair-Id': id }) }).toString();
  }

  /** Whether a link still holds; counts a use. */
  use(path: string, query: URLSearchParams): boolean {
    const { Signature: signature, ...rest } = Object.fromEntries(query);
    if (signature !== this.#signature(path, rest) || Number(rest['Expires']) <= Date.now()) return false;
    const left = this.#usesLeft.get(rest['Key-Pair-Id']!);
    if (left === undefined) return true;
    this.#usesLeft.set(rest['Key-Pair-Id']!, left - 1);
    return left > 0;
  }

  #signature(path: string, query: Readonly<Record<string, string>>): string {
    return createHmac('sha256', this.#secret).update(JSON.stringify([path, Object.entries(query).sort(([one], [other]) => (one < other ? -1 : 1))])).digest('base64url');
  }
}
