/** Names inside a CycloneDX document. */

/** A `bom-ref` that is not taken yet, and is from now on. */
export function freeReference(kind: string, { name, version }: { readonly name: string; readonly version?: string }, taken: Set<string>): string {
  const base = `${kind}:${name}${version === undefined ? '' : `@${version}`}`;
  let reference = base;
  for (let number = 2; taken.has(reference); number++) reference = `${base}#${number}`;
  taken.add(reference);
  // Its claim and evidence are named after it.
  return reference;
}
