/** CPU profiles as V8 writes them, summed up by function. */

/** What is read of a `.cpuprofile`. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number } }[];
  /** The node that ran at each sample. */
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

/** A function and the time spent in it, not in those that it calls. */
export interface FunctionTime {
  /** Its name and where it stands. */
  readonly name: string;
  readonly milliseconds: number;
  /** Share of the time in which anything ran. */
  readonly share: number;
}

const idleNames = new Set(['(idle)', '(root)']);

/** The `count` functions that took longest, longest first. */
export function topFunctions({ nodes, samples, timeDeltas }: CpuProfile, count: number): FunctionTime[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  let total = 0;
  for (const [index, sample] of samples.entries()) {
    const name = names.get(sample) ?? '(unknown)';
    if (idleNames.has(name)) continue;
    // The time to the next sample, which is what this one stands for.
    const microseconds = timeDeltas[index + 1] ?? 0;
    times.set(name, (times.get(name) ?? 0) + microseconds);
    total += microseconds;
  }
  return [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, microseconds]) => ({ name, milliseconds: microseconds / 1000, share: microseconds / Math.max(1, total) }));
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  const file = url.split('/').slice(-2).join('/');
  return file === '' ? name : `${name} ${file}:${lineNumber + 1}`;
}
