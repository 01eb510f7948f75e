/** What conformance suites are made of: named cases for any test framework. */

/** One case: `it(name, run)` in the framework of your choice. */
export interface ConformanceCase {
  readonly name: string;
  /** Resolves when the case holds, rejects with the reason when it does not. */
  readonly run: () => Promise<void>;
}

/** Fails a case. */
export function check(holds: boolean, reason: string): asserts holds {
  if (!holds) throw new Error(`conformance: ${reason}`);
}

/** Fails a case unless two values of one kind have the same written form. */
export function checkEqual(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [written(actual), written(expected)];
  check(a === b, `${what}: expected ${shortened(b)}, got ${shortened(a)}`);
}

/** Fails a case unless `value` is JSON data, which goes to other threads and machines as it is. */
export function checkPlain(value: unknown, what: string): void {
  check(isPlain(value), `${what} must be JSON data: null, booleans, finite numbers, texts, lists and plain objects of these`);
}

function isPlain(value: unknown): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.every(isPlain);
  // A member that is undefined is one that JSON leaves out.
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every((member) => member === undefined || isPlain(member));
}

function written(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? 'undefined';
}

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
