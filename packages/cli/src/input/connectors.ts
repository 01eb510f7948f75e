/** Connectors: which package opens a location, found among what the user's project and this command have installed. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InvalidArgumentError, SourceError } from '@datasig/core';
import type { Connector } from '@datasig/core/spec';
import { loadConnector } from '@datasig/runner';

const defaultConnector = '@datasig/files';
const knownConnectors: Readonly<Record<string, string>> = { file: defaultConnector, sqlite: '@datasig/sqlite', hf: '@datasig/huggingface' };

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

/** `sqlite` of `sqlite:data.db`. One letter is a drive, and what exists as a file is no scheme. */
function schemeOf(location: string, workingDirectory: string): string {
  const scheme = /^([a-z][a-z0-9-]+):/.exec(location)?.[1] ?? 'file';
  return scheme === 'file' || existsSync(resolve(workingDirectory, location)) ? 'file' : scheme;
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
