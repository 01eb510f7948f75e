/** What all handlers share: the repositories, who may read them, and where the servers listen. */
import { HubError } from './answer.ts';
import type { HubRequest, Origin } from './hub-request.ts';
import type { HubOptions, User } from './options.ts';
import { Links } from './store/links.ts';
import { Repository } from './store/repository.ts';
import type { StoredFile } from './store/stored-file.ts';

/** The state of one Hub. */
export interface HubState {
  readonly options: HubOptions;
  readonly repositories: ReadonlyMap<string, Repository>;
  /** Former names and the present ones. */
  readonly renames: ReadonlyMap<string, string>;
  readonly users: readonly User[];
  readonly links: Links;
  /** Files outside of git that a link was made to, by SHA-256. */
  readonly objects: Map<string, StoredFile>;
  /** Files offered over Xet, by their hash there. */
  readonly xetFiles: Map<string, StoredFile>;
  /** Tokens for the CAS that were given out. */
  readonly xetTokens: Set<string>;
  /** Filled in when the servers listen. */
  readonly origins: Record<Origin, string>;
  /** Requests to the Hub so far, for the RateLimit headers. */
  readonly counted: { requests: number };
}

/** @throws Error if two repositories have one name */
export async function openState(options: HubOptions): Promise<HubState> {
  const repositories = new Map<string, Repository>();
  const renames = new Map<string, string>();
  for (const one of options.repositories) {
    if (!/^[\w.-]+(?:\/[\w.-]+)?$/u.test(one.name)) throw new Error(`${one.name} is not owner/name`);
    if (repositories.has(one.name)) throw new Error(`two repositories are called ${one.name}`);
    repositories.set(one.name, await Repository.open(one));
    for (const former of one.renamedFrom ?? []) renames.set(former, one.name);
  }
  return {
    options, repositories, renames,
    users: [{ name: 'tester', token: options.token ?? 'hf_test' }, ...options.users ?? []],
    links: new Links(options.linkSeconds ?? 3600),
    objects: new Map(),
    xetFiles: new Map(),
    xetTokens: new Set(),
    origins: { hub: '', cdn: '', cas: '', foreign: '' },
    counted: { requests: 0 },
  };
}

/** Who asks; `undefined` without a token. @throws HubError 401 if nobody has that token */
export function userOf(state: HubState, request: HubRequest): User | undefined {
  const { authorization } = request.headers;
  if (authorization === undefined) return undefined;
  const user = state.users.find(({ token }) => authorization === `Bearer ${token}`);
  if (user === undefined) throw new HubError(401, undefined, 'Invalid credentials in Authorization header');
  return user;
}

/**
 * The repository of that name, if the request may read it.
 *
 * @param part - A gated repository shows its listing to everyone, its content to those with access.
 * @throws HubError 401, 403, 404
 */
export function accessible(state: HubState, request: HubRequest, name: string, part: 'listing' | 'content'): Repository {
  // Nothing leads to the foreign origin but a redirect, whose target has no right to the token.
  const user = request.origin === 'foreign' ? state.users[0] : userOf(state, request);
  const repository = state.repositories.get(name);
  const hasAccess = user !== undefined && (user.repositories === undefined || user.repositories.includes(name));
  if (repository === undefined || (repository.options.private === true && !hasAccess)) {
    if (user === undefined) throw new HubError(401, 'RepoNotFound', 'Invalid username or password.');
    throw new HubError(404, 'RepoNotFound', 'Repository not found');
  }
  const { gated = false, closedListing = false } = repository.options;
  if (gated !== false && !hasAccess && (part === 'content' || closedListing)) {
    const beginning = `Access to dataset ${name} is restricted`;
    if (user === undefined) throw new HubError(401, 'GatedRepo', `${beginning}. You must have access to it and be authenticated to access it. Please log in.`);
    throw new HubError(403, 'GatedRepo', `${beginning} and you are not in the authorized list. Visit ${state.origins.hub}/datasets/${name} to ask for access.`);
  }
  return repository;
}
