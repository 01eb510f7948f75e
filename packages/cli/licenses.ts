/** The licences of what the bundle holds of others, which ask that their text goes with it. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'rolldown';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** Writes `dist/licenses.txt`; a package without a licence text ends the build. */
export const licenses: Plugin = {
  name: 'licenses',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    const folders = new Set(modules.filter((id) => /node_modules/.test(id)).map((id) => packageFolder(dirname(id))));
    this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: [...folders].map(describe).sort().join('\n') });
  },
};

function packageFolder(folder: string): string {
  // A package may have files of this name inside, which say nothing but the type of its modules.
  const file = join(folder, 'package.json');
  return existsSync(file) && 'version' in (JSON.parse(readFileSync(file, 'utf8')) as object) ? folder : packageFolder(dirname(folder));
}

function describe(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const files = globSync('{LICENSE,license,NOTICE}*', { cwd: folder }).sort();
  if (files.length === 0 && license !== 'Apache-2.0') throw new Error(`${name} has no licence text`);
  // The text of this licence is the same for all; this project's own copy serves where a package leaves it out.
  const paths = files.length === 0 ? [join(import.meta.dirname, '../../LICENSE')] : files.map((file) => join(folder, file));
  return [`${name} ${version} (${license})`, ...paths.map((path) => readFileSync(path, 'utf8').trim())].join('\n\n').concat('\n');
}
