/** `pnpm bench:peers`. */
import { peerBenchmarks } from './benchmarks.ts';
import { runCommand } from './command.ts';

process.exitCode = await runCommand({ script: 'bench:peers', summary: 'Measures what else one could take, against Datasig.', benchmarks: peerBenchmarks });
