/** Guides as a reader follows them: their commands, one after the other, and what the guide says they print. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entry } from './command.ts';

/** A command of a guide. */
export interface GuideCommand {
  readonly command: string;
  /** Without white space around. */
  readonly output: string;
}

/** The commands of all `console` blocks of a page. */
export function readGuide(name: string): GuideCommand[] {
  const page = readFileSync(new URL(`../../../docs/guides/${name}`, import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block]) => block!);
  return blocks.flatMap((block) =>
    block.split(/^\$ /m).slice(1).map((part) => {
      const end = part.indexOf('\n');
      return { command: part.slice(0, end), output: part.slice(end).trim() };
    }),
  );
}

/** Puts a `datasig` into a folder for programs, and gives the environment that finds it. */
export function installCommand(folder: string): NodeJS.ProcessEnv {
  const programs = join(folder, '.programs');
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, 'datasig'), `#!/bin/sh\nexec "${process.execPath}" "${entry}" "$@"\n`, { mode: 0o755 });
  return { ...process.env, PATH: `${programs}:${process.env['PATH']}`, NO_COLOR: '1' };
}

/** Runs a line in a shell, and gives what it prints. */
export function runLine(line: string, folder: string, environment: NodeJS.ProcessEnv): { readonly code: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: folder, env: environment, encoding: 'utf8' });
  return { code: status, output: (stdout + stderr).trim() };
}
