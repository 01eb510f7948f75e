/** All benchmarks, in the order in which they run. */
import type { Benchmark } from './benchmark.ts';
import { demo } from './benchmarks/demo.ts';
import { formats } from './benchmarks/formats.ts';
import { kernel } from './benchmarks/kernel.ts';
import { memory } from './benchmarks/memory.ts';
import { readers } from './benchmarks/readers.ts';
import { resume } from './benchmarks/resume.ts';
import { startup } from './benchmarks/startup.ts';

/** The benchmarks. */
export const benchmarks: readonly Benchmark[] = [startup, kernel, readers, formats, memory, resume, demo];
