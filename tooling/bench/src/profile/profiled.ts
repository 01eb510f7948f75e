/** Profiles of this process and of its children, and what they say. */
import { globSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { type Palette, paragraph, tableLine } from '@datasig/runner/terminal';
import { type CpuProfile, topFunctions } from './cpu-profile.ts';

const shownCount = 10;
const columns = [{ width: 56, align: 'left' }, { width: 10, align: 'right' }, { width: 6, align: 'right' }] as const;

/** Does `work` and writes a profile of this process into a folder, emptied before, where children write theirs. */
export async function profiled<Outcome>(folder: string, work: () => Promise<Outcome>): Promise<Outcome> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  const outcome = await work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  await writeFile(join(folder, 'bench.cpuprofile'), JSON.stringify(profile));
  return outcome;
}

/** Each profile of a folder: where it stands, and the functions that took longest. */
export async function showProfiles(folder: string, palette: Palette): Promise<string> {
  const parts: string[] = [];
  for (const file of globSync('**/*.cpuprofile', { cwd: folder }).sort()) {
    const top = topFunctions(JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile, shownCount);
    parts.push('', palette.heading(`  ${file}`), palette.quiet(tableLine(columns, ['itself', 'ms', 'share'])));
    for (const { name, milliseconds, share } of top) parts.push(tableLine(columns, [name, milliseconds.toFixed(1), `${(share * 100).toFixed(1)}%`]));
  }
  return [...parts, '', paragraph(`Profiles are in ${folder}; Chrome's developer tools and VS Code open them.`, 2), ''].join('\n');
}
