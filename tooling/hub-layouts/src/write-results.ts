/** `pnpm --filter @datasig/hub-layouts layouts`: writes `vectors/hub-layouts/results.json` anew. */
import { writeFileSync } from 'node:fs';
import { askAboutLayouts, resultsPath } from './ask.ts';

writeFileSync(resultsPath, await askAboutLayouts());
