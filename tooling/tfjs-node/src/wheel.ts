/** TensorFlow's C library out of the wheel that a package registry carries, kept in a folder of its own. */
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const requirements = join(root, 'requirements.txt');
/** The one wheel whose hash is pinned: from 2.12 on the library is a file of its own, and from 2.17 on it rounds int32 to zeros. */
const platform: readonly string[] = ['--only-binary=:all:', '--implementation', 'cp', '--python-version', '3.11', '--abi', 'cp311', '--platform', 'manylinux2014_x86_64'];
const pythons = ['python3', 'python'];

/** The folder that survives when `node_modules` is removed. */
export const cacheFolder: string = join(root, '.cache');

/**
 * The folder `tensorflow` of the wheel, with its two libraries and the headers of its C interface. The first call
 * fetches 187 MB by pip and checks their SHA-256; later ones find them.
 *
 * @throws Error where there is no Python with pip, or the wheel cannot be had
 */
export function provideLibrary(): string {
  const hash = createHash('sha256').update(readFileSync(requirements)).update(readFileSync(join(root, 'extract.py')));
  const folder = join(cacheFolder, hash.digest('hex').slice(0, 16));
  if (!existsSync(folder)) fetchInto(folder);
  return join(folder, 'tensorflow');
}

/** Unpacks beside the place and moves it there whole: a folder of that name is always complete. */
function fetchInto(folder: string): void {
  const python = findPip();
  const building = `${folder}-${randomUUID()}`;
  const wheels = `${building}-wheel`;
  mkdirSync(wheels, { recursive: true });
  try {
    run(python, ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-input', '--no-cache-dir', '--require-hashes', '--no-deps', ...platform, '--dest', wheels, '--requirement', requirements]);
    run(python, [join(root, 'extract.py'), join(wheels, readdirSync(wheels)[0]!), building]);
    renameSync(building, folder);
  } finally {
    for (const leftover of [building, wheels]) rmSync(leftover, { recursive: true, force: true });
  }
}

function findPip(): string {
  for (const python of pythons) {
    try {
      execFileSync(python, ['-m', 'pip', '--version'], { stdio: 'ignore' });
      return python;
    } catch {
      // The next one may have it.
    }
  }
  throw new Error('fetching the TensorFlow library needs Python with pip on the path (python3-pip)');
}

function run(command: string, parameters: readonly string[]): void {
  execFileSync(command, parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
}
