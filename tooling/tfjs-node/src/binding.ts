/** The native half of `@tensorflow/tfjs-node`, compiled against the library and put where the package looks for it. */
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder } from './wheel.ts';

const require = createRequire(import.meta.url);
const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'] as const;

/** Root of the installed package. */
export const packageFolder: string = dirname(require.resolve('@tensorflow/tfjs-node/package.json'));

/** By the names under which the binding and other libraries ask for them. */
const links: Readonly<Record<string, string>> = {
  'libtensorflow_cc.so.2': 'libtensorflow_cc.so.2',
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow.so.2': 'libtensorflow_cc.so.2',
  'libtensorflow.so.2.9.1': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so.2': 'libtensorflow_framework.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
};

/** Puts binding and library into the package; only files of new names, so that the package store stays as it is. @throws Error */
export function installBinding(library: string): void {
  const binding = provideBinding(library);
  const libraries = join(packageFolder, 'deps/lib');
  mkdirSync(libraries, { recursive: true });
  for (const [name, target] of Object.entries(links)) linkTo(join(library, target), join(libraries, name));
  const napi = join(packageFolder, 'lib/napi-v8');
  mkdirSync(napi, { recursive: true });
  // A link would make the binding look for its libraries beside the cache.
  const place = join(napi, 'tfjs_binding.node');
  const content = readFileSync(binding);
  if (existsSync(place) && readFileSync(place).equals(content)) return;
  execFileSync('cp', [binding, `${place}-${process.pid}`]);
  renameSync(`${place}-${process.pid}`, place);
}

function linkTo(target: string, place: string): void {
  const building = `${place}-${randomUUID()}`;
  symlinkSync(target, building);
  renameSync(building, place);
}

/** The compiled binding in the cache, named after all that goes into it. */
function provideBinding(library: string): string {
  const folder = join(packageFolder, 'binding');
  const hash = createHash('sha256').update(library).update(process.version);
  for (const source of sources) hash.update(readFileSync(join(folder, source)));
  const binding = join(cacheFolder, `tfjs_binding-${hash.digest('hex').slice(0, 16)}.node`);
  if (!existsSync(binding)) compile(library, folder, binding);
  return binding;
}

function compile(library: string, folder: string, binding: string): void {
  const building = `${binding}-${process.pid}`;
  const includes = [join(nodeFolder(), 'include/node'), join(library, 'include'), join(library, 'include/tensorflow'), dirname(folder)];
  const parameters = [
    '-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', ...includes.map((include) => `-I${include}`), ...sources.map((source) => join(folder, source)),
    `-L${library}`, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2', '-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', building,
  ];
  try {
    execFileSync('g++', parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    rmSync(building, { force: true });
    throw new Error('the binding of @tensorflow/tfjs-node cannot be compiled; it needs g++ with C++17 (Debian: g++)', { cause: error });
  }
  renameSync(building, binding);
}

/** Where this Node's headers stand: beside its executable, as its npm package has them. */
function nodeFolder(): string {
  const folder = dirname(dirname(process.execPath));
  if (existsSync(join(folder, 'include/node/node_api.h'))) return folder;
  throw new Error(`${process.execPath} has no headers beside it (include/node); run this by pnpm, which brings a Node that has`);
}
