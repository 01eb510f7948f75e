/** Instances of a compiled module: made where WebAssembly with SIMD runs, and used again from pass to pass. */
import { nodeBuiltin } from '../../node-builtin.ts';

interface NodeBuffer {
  readonly Buffer: { from(text: string, encoding: 'base64'): Uint8Array<ArrayBuffer> };
}

/** Makes instances of one module, whose exports are `Exports`. */
export class InstancePool<Exports> {
  readonly #binary: string;
  /** Undefined until asked for; null where the module does not run. */
  #compiled: WebAssembly.Module | null | undefined;
  readonly #idle: Exports[] = [];

  /** @param binary the module, in base64 */
  constructor(binary: string) {
    this.#binary = binary;
  }

  /** The compiled module, or null where the engine cannot run it. Compiled once. */
  #compile(): WebAssembly.Module | null {
    if (this.#compiled !== undefined) return this.#compiled;
    try {
      // An engine without SIMD refuses the module; some refuse to compile on a page's main thread.
      this.#compiled = new WebAssembly.Module(fromBase64(this.#binary));
    } catch {
      this.#compiled = null;
    }
    return this.#compiled;
  }

  /** Whether the module runs here. */
  isSupported(): boolean {
    return this.#compile() !== null;
  }

  /** An instance for one pass; null where the module does not run. What an earlier pass left in it is still there. */
  take(): Exports | null {
    const used = this.#idle.pop();
    if (used !== undefined) return used;
    const module = this.#compile();
    return module === null ? null : (new WebAssembly.Instance(module).exports as unknown as Exports);
  }

  /** Takes an instance back at the end of a pass. */
  giveBack(instance: Exports): void {
    this.#idle.push(instance);
  }
}

/** By Node where there is Node: code that has not run before takes longer over it than the engine over compiling. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const { Buffer } = nodeBuiltin<NodeBuffer>('node:buffer');
  return Buffer?.from(text, 'base64') ?? Uint8Array.from(atob(text), (unit) => unit.charCodeAt(0));
}
