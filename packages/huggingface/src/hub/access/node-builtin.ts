/** Modules of Node, where this is Node: found without an import, which browsers' bundlers would stumble over. */

interface NodeProcess {
  readonly getBuiltinModule?: (name: string) => unknown;
}

/** The module, or undefined where there is none of that name. */
export function nodeBuiltin<Module>(name: string): Module | undefined {
  const { process } = globalThis as { readonly process?: NodeProcess };
  return process?.getBuiltinModule?.(name) as Module | undefined;
}
