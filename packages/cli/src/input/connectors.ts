/** Connectors: which package opens a location, found among what the user's project and this command have installed. */
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InvalidArgumentError, SourceError } from '@datasig/core';
import type { Connector } from '@datasig/core/spec';
import { loadConnector } from '@datasig/runner';

const defaultConnector = '@datasig/files';
const hubConnector = '@datasig/huggingface';
const knownConnectors: Readonly<Record<string, string>> = { file: defaultConnector, sqlite: '@datasig/sqlite', hf: hubConnector, https: hubConnector, http: hubConnector, tfjs: '@datasig/tfjs' };

/** The connector that opens all of `locations`. @throws InvalidArgumentError, SourceError `connector-not-installed` */
export async function findConnector(locations: readonly string[], workingDirectory: string): Promise<Connector> {
  const schemes = new Set(locations.map((location) => schemeOf(location, workingDirectory)));
  const names = [...new Set([...schemes].map(packageOf))];
  if (names.length > 1) {
    throw new InvalidArgumentError('invalid-location', `the locations need different connectors (${names.join(', ')}); fingerprint them one by one and use datasig merge`, { context: { connectors: names } });
  }
  const [name = defaultConnector] = names;
  return name === defaultConnector ? checkConnector((await import('@datasig/files')).default, name) : load(name, locations[0]!, workingDirectory);
}

/** `sqlite` of `sqlite:data.db`. One letter is a drive, and what exists as a file is no scheme; a database is known by how it begins. */
function schemeOf(location: string, workingDirectory: string): string {
  const scheme = /^([a-z][a-z0-9-]+):/.exec(location)?.[1] ?? 'file';
  const path = resolve(workingDirectory, location);
  if (scheme !== 'file' && !existsSync(path)) return scheme;
  const beforeTable = location.slice(0, Math.max(0, location.lastIndexOf('#')));
  return isDatabase(path) || (beforeTable !== '' && !existsSync(path) && isDatabase(resolve(workingDirectory, beforeTable))) ? 'sqlite' : 'file';
}

const databaseMagic = 'SQLite format 3\0';

function isDatabase(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Buffer.alloc(databaseMagic.length);
    return readSync(file, bytes, 0, bytes.length, 0) === bytes.length && bytes.toString('latin1') === databaseMagic;
  } catch {
    // Whoever opens it says why it cannot be read.
    return false;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function packageOf(scheme: string): string {
  return Object.hasOwn(knownConnectors, scheme) ? knownConnectors[scheme]! : `datasig-connector-${scheme}`;
}

async function load(name: string, location: string, workingDirectory: string): Promise<Connector> {
  const file = find(name, pathToFileURL(join(workingDirectory, 'datasig')).href) ?? find(name, import.meta.url);
  if (file === undefined) {
    throw new SourceError('connector-not-installed', `${location}: the connector for this location is not installed; run npm install ${name}`, { context: { connector: name } });
  }
  return checkConnector(await loadConnector(pathToFileURL(file).href), name);
}

function find(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}

function checkConnector(value: unknown, name: string): Connector {
  const connector = value as Partial<Connector> | null | undefined;
  if (connector?.specVersion === 'v1' && typeof connector.open === 'function') return connector as Connector;
  throw new SourceError('connector-not-installed', `${name} is not a connector of specification v1; install a version that is: npm install ${name}@latest`, { context: { connector: name } });
}
