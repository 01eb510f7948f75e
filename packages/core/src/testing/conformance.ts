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

function written(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? 'undefined';
}

function shortened(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
