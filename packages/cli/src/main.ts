#!/usr/bin/env node
/** The entry of `datasig`. Asking for the version loads nothing else. */
import manifest from '../package.json' with { type: 'json' };

const parameters = process.argv.slice(2);
if (parameters.length === 1 && (parameters[0] === '--version' || parameters[0] === '-V')) {
  process.stdout.write(`${manifest.version}\n`);
} else {
  const { run } = await import('./cli.ts');
  process.exitCode = await run(parameters, manifest.version);
}
