/** Where things are. */
import { fileURLToPath } from 'node:url';

/** The repository's folder, absolute. */
export const root: string = fileURLToPath(new URL('../../..', import.meta.url));

/** The folder of the committed results, charts and their page. */
export const documentsFolder: string = fileURLToPath(new URL('../../../docs/benchmarks', import.meta.url));

/** The folder of profiles, which are not committed. */
export const profilesFolder: string = fileURLToPath(new URL('../profiles', import.meta.url));

/** The built command. */
export const commandPath: string = built(import.meta.resolve('@datasig/cli/package.json'), 'main.cjs');

/** The built demo. */
export const demoPath: string = built(import.meta.resolve('@datasig/quickstart/package.json'), 'main.js');

/** The script that measures what a dataset costs, step by step. */
export const measureCostsScript: string = fileURLToPath(new URL('work/measure-costs.ts', import.meta.url));

/** The script that measures what a parser takes for a file. */
export const measureParserScript: string = fileURLToPath(new URL('work/measure-parser.ts', import.meta.url));

/** The script that measures what a fingerprint takes. */
export const measureFingerprintScript: string = fileURLToPath(new URL('work/measure-fingerprint.ts', import.meta.url));

/** The script that measures what a classic signature takes. */
export const measureClassicScript: string = fileURLToPath(new URL('work/measure-classic.ts', import.meta.url));

/** The script that measures what the rows of a SQLite table take. */
export const measureDatabaseScript: string = fileURLToPath(new URL('work/measure-database.ts', import.meta.url));

/** The script that measures what a dataset of a Hub takes. */
export const measureHubScript: string = fileURLToPath(new URL('work/measure-hub.ts', import.meta.url));

/** The script that serves datasets as a Hub does. */
export const serveHubScript: string = fileURLToPath(new URL('work/serve-hub.ts', import.meta.url));

/** The script that measures what a pass over MNIST takes in TensorFlow.js. */
export const measureTapScript: string = fileURLToPath(new URL('work/measure-tap.ts', import.meta.url));

/** The folder of the peers: their scripts, the versions wanted, and what is installed. */
export const peersFolder: string = fileURLToPath(new URL('../peers', import.meta.url));

function built(manifest: string, file: string): string {
  return fileURLToPath(new URL(`dist/${file}`, manifest));
}
