/** Modules of Node, where this is Node: found without an import, which other runtimes would stumble over. */

interface NodeProcess {
  readonly getBuiltinModule?: (name: string) => unknown;
}

/** The members of a module, or none. Loading one takes up to some milliseconds, so it is best asked for late. */
export function nodeBuiltin<Members>(name: string): Partial<Members> {
  const { process } = globalThis as { readonly process?: NodeProcess };
  return (process?.getBuiltinModule?.(name) ?? {}) as Partial<Members>;
}
