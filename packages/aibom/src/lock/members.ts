/** Typed access to the members of hand-edited JSON; every error names its place. */
import { type JsonNode, malformedAt, type TextPlace } from './json-text.ts';

/** An object whose members are taken one by one; what is left over at the end is unknown. */
export class Members {
  readonly place: TextPlace;
  readonly #what: string;
  readonly #members: ReadonlyMap<string, JsonNode>;
  readonly #taken = new Set<string>();

  /** @throws DatasigError `lock-malformed` unless `node` is an object */
  constructor(node: JsonNode, what: string) {
    if (node.kind !== 'object') throw malformedAt(node, `${what}: expected an object`);
    this.place = node;
    this.#what = what;
    this.#members = node.members;
  }

  /** The member, or undefined. */
  optional(name: string): JsonNode | undefined {
    this.#taken.add(name);
    return this.#members.get(name);
  }

  /** @throws DatasigError `lock-malformed` where it is missing */
  required(name: string): JsonNode {
    const node = this.optional(name);
    if (node === undefined) throw malformedAt(this.place, `${this.#what}: the member ${JSON.stringify(name)} is missing`);
    return node;
  }

  /** All members, whatever their names. */
  all(): ReadonlyMap<string, JsonNode> {
    return this.#members;
  }

  /** @throws DatasigError `lock-malformed` where a member was not asked for */
  end(): void {
    for (const [name, node] of this.#members) {
      if (!this.#taken.has(name)) throw malformedAt(node, `${this.#what}: the member ${JSON.stringify(name)} is unknown; known are ${[...this.#taken].sort().join(', ')}`);
    }
  }
}

/** @throws DatasigError `lock-malformed` unless it is text that is not empty */
export function textOf(node: JsonNode, what: string): string {
  if (node.kind === 'text' && node.value !== '') return node.value;
  throw malformedAt(node, `${what}: expected text`);
}

/** @throws DatasigError `lock-malformed` unless it is text of that form */
export function textLike(node: JsonNode, what: string, pattern: RegExp, expected: string): string {
  if (node.kind === 'text' && pattern.test(node.value)) return node.value;
  throw malformedAt(node, `${what}: expected ${expected}`);
}

/** @throws DatasigError `lock-malformed` unless it is a list of texts that are not empty */
export function textsOf(node: JsonNode, what: string): string[] {
  if (node.kind !== 'array' || node.items.length === 0) throw malformedAt(node, `${what}: expected a list of texts`);
  return node.items.map((item) => textOf(item, what));
}

/** @throws DatasigError `lock-malformed` unless it is a number that `isValid` */
export function numberOf(node: JsonNode, what: string, isValid: (value: number) => boolean, expected: string): number {
  if (node.kind === 'number' && isValid(node.value)) return node.value;
  throw malformedAt(node, `${what}: expected ${expected}`);
}
