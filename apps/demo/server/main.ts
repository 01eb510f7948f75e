/** `pnpm demo:web`: serves the built page and prints its address. `--hub URL` names another Hub, `--hub-files URL` where it keeps large files; `--port`, `--host`. */
import { parseArgs } from 'node:util';
import { startServer } from './serve.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' }, host: { type: 'string', default: '127.0.0.1' }, hub: { type: 'string' }, 'hub-files': { type: 'string', multiple: true } } });
const { hub, 'hub-files': hubFiles } = values;
const server = await startServer({ port: Number(values.port), host: values.host, ...(hub !== undefined && { hub }), ...(hubFiles !== undefined && { hubFiles }) });
process.stdout.write(`\n  Datasig is at ${server.url}\n  Nothing that you drop there leaves this machine. Ctrl+C ends it.\n\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
