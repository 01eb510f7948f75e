/** All benchmarks, in the order in which they run. */
import type { Benchmark } from './benchmark.ts';
import { classic } from './benchmarks/classic.ts';
import { demo } from './benchmarks/demo.ts';
import { formats } from './benchmarks/formats.ts';
import { huggingface } from './benchmarks/huggingface.ts';
import { huggingfaceResume } from './benchmarks/huggingface-resume.ts';
import { kernel } from './benchmarks/kernel.ts';
import { memory } from './benchmarks/memory.ts';
import { parts } from './benchmarks/parts.ts';
import { peersMnist } from './benchmarks/peers-mnist.ts';
import { peersTable } from './benchmarks/peers-table.ts';
import { readers } from './benchmarks/readers.ts';
import { resume } from './benchmarks/resume.ts';
import { sqlite } from './benchmarks/sqlite.ts';
import { startup } from './benchmarks/startup.ts';
import { tap } from './benchmarks/tap.ts';
import { threads } from './benchmarks/threads.ts';

/** Those of Datasig. */
export const benchmarks: readonly Benchmark[] = [startup, kernel, parts, readers, formats, threads, sqlite, huggingface, memory, resume, huggingfaceResume, demo];

/** Those that install what they need: what else one could take, and TensorFlow's library. */
export const peerBenchmarks: readonly Benchmark[] = [peersMnist, peersTable, classic, tap];

/** All of them. */
export const allBenchmarks: readonly Benchmark[] = [...benchmarks, ...peerBenchmarks];
