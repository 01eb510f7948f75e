/** Where the user called the command: pnpm starts scripts in the package's folder and says so in INIT_CWD. */
import { relative } from 'node:path';

/** Absolute path of that folder. */
export const userFolder: string = process.env['INIT_CWD'] ?? process.cwd();

/** A path as seen from there. */
export function pathFromUser(path: string): string {
  return relative(userFolder, path) || '.';
}
