/** A file server that knows nothing of the page: it sends no policy, as a plain host of static files. */
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import type { PageServer } from '../server/serve.ts';

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.json': 'application/json' };

/** Serves a folder under a path, as project pages are. */
export async function startPlainServer(folder: string, path = '/project/page/'): Promise<PageServer> {
  const respond = async (pathname: string, response: ServerResponse): Promise<void> => {
    const name = pathname.slice(path.length) || 'index.html';
    const body = pathname.startsWith(path) ? await readFile(join(folder, name)).catch(() => undefined) : undefined;
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' });
    response.end(body);
  };
  const server = createServer(({ url }, response) => void respond(new URL(url ?? '/', 'http://page').pathname, response));
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
