/** What the environment says of the Hub, under the names that its Python library uses. */

/** Settings; each is what an option of the same meaning replaces. Empty in browsers. */
export interface HubEnvironment {
  readonly endpoint?: string;
  readonly token?: string;
  readonly offline: boolean;
  /** File that holds a token. */
  readonly tokenFile?: string;
  /** Folder of downloaded repositories, `datasets--owner--name` in it. */
  readonly cacheFolder?: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** @param variables such as `process.env`; by default those of this process, where it has any */
export function readEnvironment(variables: Variables = (globalThis as { readonly process?: { readonly env?: Variables } }).process?.env ?? {}): HubEnvironment {
  const value = (...names: readonly string[]): string | undefined => names.map((name) => variables[name]?.trim()).find((text) => text !== undefined && text !== '');
  const endpoint = value('HF_ENDPOINT');
  const token = value('HF_TOKEN', 'HUGGING_FACE_HUB_TOKEN');
  const expand = (path: string | undefined): string | undefined => expandHome(path, value('HOME', 'USERPROFILE'));
  const caches = expand(value('XDG_CACHE_HOME') ?? '~/.cache');
  const home = expand(value('HF_HOME')) ?? (caches === undefined ? undefined : `${caches}/huggingface`);
  const tokenFile = expand(value('HF_TOKEN_PATH')) ?? (home === undefined ? undefined : `${home}/token`);
  const cacheFolder = expand(value('HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE')) ?? (home === undefined ? undefined : `${home}/hub`);
  return {
    offline: /^(?:1|on|yes|true)$/i.test(value('HF_HUB_OFFLINE') ?? ''),
    ...(endpoint !== undefined && { endpoint }),
    ...(token !== undefined && { token }),
    ...(tokenFile !== undefined && { tokenFile }),
    ...(cacheFolder !== undefined && { cacheFolder }),
  };
}

function expandHome(path: string | undefined, home: string | undefined): string | undefined {
  if (path === undefined || !/^~(?:$|[\\/])/.test(path)) return path;
  return home === undefined ? undefined : home + path.slice(1);
}
