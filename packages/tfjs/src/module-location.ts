/** Locations of the command: `tfjs:./module.mjs#name`, a module's export. */
import { InvalidArgumentError, SourceError } from '@datasig/core';
import type { OpenRequest } from '@datasig/core/spec';

/** What a location names. */
export interface ModuleLocation {
  /** URL to import. */
  readonly url: string;
  /** The module's file without its folders. */
  readonly file: string;
  /** The export. */
  readonly exportName: string;
}

const scheme = 'tfjs:';

/** What is needed of Node; found without an import, which browsers would stumble over. */
interface NodeModules {
  readonly path: { resolve(...parts: string[]): string; basename(path: string): string };
  readonly fs: { existsSync(path: string): boolean };
  readonly url: { pathToFileURL(path: string): URL };
}

function nodeModules(): NodeModules {
  const { process } = globalThis as { readonly process?: { readonly getBuiltinModule?: (name: string) => unknown } };
  if (process?.getBuiltinModule === undefined) throw new SourceError('source-unreadable', 'modules are opened by Node; elsewhere give their datasets to dataset() or tensors()');
  return { path: process.getBuiltinModule('node:path'), fs: process.getBuiltinModule('node:fs'), url: process.getBuiltinModule('node:url') } as NodeModules;
}

/** @throws InvalidArgumentError `invalid-location`; SourceError `source-not-found` */
export function parseLocation({ locations, workingDirectory }: OpenRequest): ModuleLocation {
  const [location = '', ...others] = locations;
  const [, file, exportName = 'default'] = /^tfjs:([^#]+)(?:#([^#]+))?$/.exec(location) ?? [];
  if (file === undefined || others.length > 0) throw new InvalidArgumentError('invalid-location', `expected one export of a module, such as ${scheme}./my-dataset.mjs#trainData`, { context: { location } });
  const { path, fs, url } = nodeModules();
  const absolute = path.resolve(workingDirectory, file);
  if (!fs.existsSync(absolute)) throw new SourceError('source-not-found', `${file}: there is no such module`, { context: { file } });
  return { url: url.pathToFileURL(absolute).href, file: path.basename(absolute), exportName };
}
