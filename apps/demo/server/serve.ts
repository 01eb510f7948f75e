/** A small server of static files, with the page's policy as a header. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentSecurityPolicy, hubHosts } from './policy.ts';

/** How to serve. */
export interface ServeOptions {
  /** Where the built page is; default: `dist`. */
  readonly folder?: string;
  readonly host?: string;
  /** 0 takes a free one; one that is in use, too. */
  readonly port?: number;
  /** Address of another Hub, which the page may then connect to. */
  readonly hub?: string;
  /** Addresses that this Hub keeps large files at, where that is not its own. */
  readonly hubFiles?: readonly string[];
  /** Path that the page is under, with `/` at both ends; default: `/`. */
  readonly path?: string;
}

/** A server that runs. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm', '.csv': 'text/csv; charset=utf-8', '.webmanifest': 'application/manifest+json',
};

/** Serves the page until it is closed. @throws TypeError for a hub, or hub files, that are no address */
export async function startServer({ folder = fileURLToPath(new URL('../dist', import.meta.url)), host = '127.0.0.1', port = 0, hub, hubFiles = [], path = '/' }: ServeOptions = {}): Promise<PageServer> {
  const endpoint = hub === undefined ? undefined : new URL(hub);
  const origins = [...(endpoint === undefined ? [] : [endpoint.origin]), ...hubFiles.map((address) => new URL(address).origin)];
  const policy = contentSecurityPolicy([...hubHosts, ...origins]);
  const respond = async ({ url, method }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(url ?? '/', 'http://page');
    const { status, type, body } = await answer(folder, pathname.startsWith(path) ? pathname.slice(path.length) || 'index.html' : undefined);
    response.writeHead(status, {
      'content-type': type,
      'content-security-policy': `${policy}; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': pathname.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    const content = type.startsWith('text/html') && endpoint !== undefined ? withHub(body.toString('utf8'), endpoint, origins) : body;
    response.end(method === 'HEAD' ? undefined : content);
  };
  const server = createServer((request, response) => void respond(request, response));
  await listen(server, host, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${taken}${path}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function answer(folder: string, name: string | undefined): Promise<{ readonly status: number; readonly type: string; readonly body: Buffer }> {
  const missing = { status: 404, type: 'text/plain; charset=utf-8', body: Buffer.from('not found\n') };
  const inside = name === undefined ? undefined : decodePath(name);
  if (inside === undefined || inside.startsWith('..') || inside.includes('\0')) return missing;
  try {
    return { status: 200, type: types[extname(inside)] ?? 'application/octet-stream', body: await readFile(join(folder, inside)) };
  } catch {
    return missing;
  }
}

/** The path, without steps that lead nowhere; undefined for one that is none. */
function decodePath(name: string): string | undefined {
  try {
    return normalize(decodeURIComponent(name));
  } catch {
    return undefined;
  }
}

/** The page with the endpoint, and a policy that allows it and where its files are. */
function withHub(html: string, endpoint: URL, origins: readonly string[]): string {
  const known = hubHosts.join(' ');
  return html.replace('name="datasig-hub" content=""', `name="datasig-hub" content="${endpoint.href.replace(/\/$/, '')}"`).replace(known, `${known} ${origins.join(' ')}`);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && port !== 0) resolve(listen(server, host, 0));
      else reject(error);
    });
    server.listen(port, host, () => resolve());
  });
}
