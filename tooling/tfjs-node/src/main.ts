/** `pnpm --filter @datasig/tfjs-node provide`. */
import { provideTfjsNode } from './provide.ts';

await provideTfjsNode();
process.stdout.write('@tensorflow/tfjs-node works with its native library\n');
