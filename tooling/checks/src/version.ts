/** After `changeset version`: keeps core's own version constant, the generator of fingerprints, in step. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';

const core = join(root, 'packages/core');
const { version } = JSON.parse(readFileSync(join(core, 'package.json'), 'utf8')) as { readonly version: string };
const file = join(core, 'src/version.ts');
writeFileSync(file, readFileSync(file, 'utf8').replace(/version = '[^']*'/, `version = '${version}'`));
