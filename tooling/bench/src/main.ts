/** `pnpm bench`. */
import { benchmarks } from './benchmarks.ts';
import { runCommand } from './command.ts';

process.exitCode = await runCommand({ script: 'bench', summary: 'Measures Datasig.', benchmarks });
