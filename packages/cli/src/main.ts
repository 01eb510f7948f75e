#!/usr/bin/env node
/** The entry of `datasig`. Asking for the version loads nothing else. */
import { keepCompiledCode } from './compile-cache.ts';
import manifest from '../package.json' with { type: 'json' };

const parameters = process.argv.slice(2);
/** `crypto.hash` and zstd in `node:zlib`. */
const [leastMajor, leastMinor] = [22, 15];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (parameters.length === 1 && (parameters[0] === '--version' || parameters[0] === '-V')) {
  process.stdout.write(`${manifest.version}\n`);
} else if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
  process.stderr.write(`error: datasig needs Node ${leastMajor}.${leastMinor} or later; this is Node ${process.versions.node}\n`);
  process.exitCode = 3;
} else {
  void start();
}

async function start(): Promise<void> {
  keepCompiledCode();
  const { run } = await import('./cli.ts');
  process.exitCode = await run(parameters, manifest.version);
  // Nothing is left to do but what is still being written: the process need not be taken down piece by piece.
  if (process.stdout.writableLength + process.stderr.writableLength === 0) process.exit();
}
