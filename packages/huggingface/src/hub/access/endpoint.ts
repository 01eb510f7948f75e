/** The Hub's addresses, each part of them encoded here. */
import { InvalidArgumentError } from '@datasig/core';

/** The Hub itself. */
const publicEndpoint = 'https://huggingface.co';

const datasetName = /^[\w.-]{1,96}(?:\/[\w.-]{1,96})?$/;

/** A Hub or a mirror of it. */
export class Endpoint {
  /** Without a slash at its end; a mirror may have a path. */
  readonly url: string;
  readonly origin: string;
  readonly host: string;

  /** @throws InvalidArgumentError for what is no http(s) URL, or holds credentials */
  constructor(url: string = publicEndpoint) {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined || !/^https?:$/.test(parsed.protocol)) throw new InvalidArgumentError('invalid-argument', `the endpoint of the Hub is no http or https URL; write it as ${publicEndpoint}`);
    if (parsed.username !== '' || parsed.password !== '') throw new InvalidArgumentError('invalid-argument', 'the endpoint of the Hub holds a user name or password; leave them out and give the token as HF_TOKEN');
    this.origin = parsed.origin;
    this.host = parsed.host;
    this.url = `${parsed.origin}${parsed.pathname.replace(/\/+$/, '')}`;
  }

  /** The page of a dataset, for people. */
  pageOf(name: string): string {
    return `${this.url}/datasets/${name}`;
  }

  /** Where a file's bytes are. */
  resolve(name: string, sha: string, path: string): URL {
    return new URL(`${this.url}/datasets/${name}/resolve/${encodeURIComponent(sha)}/${encodePath(path)}`);
  }

  /** The branches and tags of a dataset. */
  refs(name: string): URL {
    return new URL(`${this.url}/api/datasets/${name}/refs`);
  }
}

/** `#`, `?`, `%` and spaces in a path would make it another one. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Whether a path stays where it is joined to, and can be written in a URL. */
export function isPlainPath(path: string): boolean {
  return path.isWellFormed() && !path.includes('\0') && path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}

/** @throws InvalidArgumentError for a name that no dataset has */
export function assertDatasetName(name: string): void {
  if (datasetName.test(name) && isPlainPath(name)) return;
  throw new InvalidArgumentError('invalid-location', `${JSON.stringify(name)} is no dataset's name; write owner/name, in letters, digits and . _ -`);
}

/** @throws InvalidArgumentError for what is no full commit hash */
export function assertSha(sha: string): void {
  if (!isSha(sha)) throw new InvalidArgumentError('invalid-argument', `${JSON.stringify(sha)} is no commit: 40 hex digits are one`);
}

export function isSha(text: unknown): text is string {
  return typeof text === 'string' && /^[0-9a-f]{40}$/.test(text);
}
