/** What the machine is, without anything that tells whose it is. */
import { availableParallelism, cpus, totalmem } from 'node:os';

/** Facts that numbers depend on. */
export interface Machine {
  readonly cpuModel: string;
  readonly coreCount: number;
  readonly memoryGib: number;
  /** Operating system and architecture, such as `linux x64`. */
  readonly system: string;
  readonly nodeVersion: string;
}

/** The machine that this runs on. */
export function describeMachine(): Machine {
  return {
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    coreCount: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    nodeVersion: process.versions.node,
  };
}
