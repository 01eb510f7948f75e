/** Locations of Hub datasets: `hf:owner/name[@revision][/path-or-glob]`, `hf://datasets/…` and addresses of web pages. */
import { InvalidArgumentError } from '@datasig/core';
import { escapeGlob } from './resolve/glob.ts';

/** What a location names. */
export interface HubLocation {
  /** `owner/name`, or one word for datasets of old. */
  readonly name: string;
  /** Branch, tag, commit or ref, decoded; absent = the default branch. */
  readonly revision?: string;
  /** A path or glob inside the repository, without `/` at its ends; a folder stands for what is in it. */
  readonly pattern?: string;
}

/** Where addresses of web pages may point. */
const hubEndpoint = 'https://huggingface.co';

const scheme = 'hf:';
const hubHosts: ReadonlySet<string> = new Set(['huggingface.co', 'www.huggingface.co', 'hf.co']);
/** What the Hub keeps besides datasets. */
const otherKinds: ReadonlySet<string> = new Set(['models', 'spaces', 'buckets', 'kernels', 'collections', 'papers', 'docs']);
/** Pages of a file or folder: the revision comes next. */
const fileRoutes: ReadonlySet<string> = new Set(['tree', 'blob', 'resolve', 'raw', 'blame']);
/** Revisions that hold slashes and need no encoding. */
const specialReference = /^refs\/(?:convert\/[\p{L}\p{N}_.-]+|pr\/[0-9]+)(?=\/|$)/u;
const word = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,94}[A-Za-z0-9_])?$/;
const examples = 'hf:owner/name, hf:owner/name@revision or hf:owner/name/data/*.parquet';

/**
 * Reads the one location of a Hub dataset.
 *
 * @param endpoint of `HF_ENDPOINT`: addresses of its web pages are understood, too
 * @throws InvalidArgumentError `invalid-location` with examples
 */
export function parseHubLocation(locations: readonly string[], endpoint: string = hubEndpoint): HubLocation {
  const [location = '', ...others] = locations;
  if (others.length > 0) throw invalid(location, 'expected one dataset of the Hub; fingerprint several one by one and use datasig merge');
  if (/^https?:/i.test(location)) return parseWebAddress(location, endpoint);
  if (!location.startsWith(scheme)) throw invalid(location, `expected ${examples}`);
  const body = location.slice(scheme.length);
  if (!body.startsWith('//')) return parseBody(location, body.replace(/^datasets\//, ''));
  if (!body.startsWith('//datasets/')) throw invalid(location, `expected a dataset: ${scheme}//datasets/owner/name, or ${examples}`);
  return parseBody(location, body.slice('//datasets/'.length));
}

/** `name[@revision][/path]`, where only the revision may be encoded. */
function parseBody(location: string, body: string): HubLocation {
  const [owner = '', second] = body.split('/', 2);
  if (otherKinds.has(owner)) throw invalid(location, `this is no dataset; expected ${examples}`);
  const at = body.indexOf('@');
  // A sign beyond the second word belongs to the path.
  const idEnd = owner.includes('@') || second?.includes('@') === true ? at : second === undefined ? owner.length : owner.length + 1 + second.length;
  const name = checkedName(location, second === '' && idEnd === body.length ? owner : body.slice(0, idEnd));
  if (body[idEnd] !== '@') return withPath(location, { name }, body.slice(idEnd + 1));
  const rest = body.slice(idEnd + 1);
  const raw = specialReference.exec(rest)?.[0] ?? rest.split('/', 1)[0]!;
  return withPath(location, { name, revision: decoded(location, raw) }, rest.slice(raw.length + 1));
}

function parseWebAddress(location: string, endpoint: string): HubLocation {
  if (!URL.canParse(location)) throw invalid(location, `is no web address; expected ${examples}`);
  const url = new URL(location);
  const place = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const prefix = place?.host === url.host ? place.pathname.replace(/\/+$/, '') : undefined;
  if (prefix === undefined && !hubHosts.has(url.host)) throw invalid(location, `is no page of ${endpoint}; expected ${hubEndpoint}/datasets/owner/name, or ${examples}`);
  const path = prefix !== undefined && url.pathname.startsWith(`${prefix}/`) ? url.pathname.slice(prefix.length) : url.pathname;
  const [kind, ...segments] = path.split('/').filter((segment) => segment !== '');
  if (kind !== 'datasets') throw invalid(location, `is no page of a dataset; expected ${hubEndpoint}/datasets/owner/name, or ${examples}`);
  const routeIndex = segments.findIndex((segment, index) => index > 0 && (fileRoutes.has(segment) || segment === 'viewer'));
  const idLength = routeIndex === 1 ? 1 : 2;
  const name = checkedName(location, segments.slice(0, idLength).join('/'));
  const [route, ...tail] = segments.slice(idLength);
  if (route === 'viewer') throw invalid(location, `is a page of the viewer; expected hf:${name}${viewerOptions(tail)}`);
  if (route !== undefined && !fileRoutes.has(route)) throw invalid(location, `is no page of files; expected hf:${name}, or the address of a file or folder`);
  if (tail.length === 0) return { name };
  const parts = tail.map((segment) => decoded(location, segment));
  const joined = parts.join('/');
  const revision = specialReference.exec(joined)?.[0] ?? parts[0]!;
  return withPath(location, { name, revision }, escapeGlob(joined.slice(revision.length + 1)));
}

function viewerOptions([config, split]: readonly string[]): string {
  return `${config === undefined ? '' : ` --config ${config}`}${split === undefined ? '' : ` --split ${split}`}`;
}

function withPath(location: string, base: { readonly name: string; readonly revision?: string }, path: string): HubLocation {
  if (base.revision === '') throw invalid(location, 'expected a revision after @, such as hf:owner/name@main');
  const pattern = path.replace(/\/$/, '');
  if (pattern === '') return base;
  if (pattern.split('/').some((segment) => segment === '' || segment === '.' || segment === '..')) throw invalid(location, `expected a path inside the repository, such as ${scheme}${base.name}/data/*.parquet`);
  return { ...base, pattern };
}

/** @throws InvalidArgumentError for a name that the Hub gives to no dataset */
function checkedName(location: string, name: string): string {
  const words = name.split('/');
  const isName = words.length <= 2 && words.every((each) => word.test(each)) && !/--|\.\.|\.git$/.test(name);
  if (!isName) throw invalid(location, `${JSON.stringify(name)} is no name of a dataset: words of letters, digits, "-", "_" and "." that do not begin or end with "-" or "."; expected ${examples}`);
  return name;
}

function decoded(location: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(location, 'expected % to be followed by two hex digits; write a % of the name itself as %25');
  }
}

function invalid(location: string, reason: string): InvalidArgumentError {
  return new InvalidArgumentError('invalid-location', `${location === '' ? 'no location' : location}: ${reason}`, { context: { location } });
}
