/** Where the repository is. */
import { fileURLToPath } from 'node:url';

/** The repository's folder, absolute. */
export const root: string = fileURLToPath(new URL('../../..', import.meta.url));
