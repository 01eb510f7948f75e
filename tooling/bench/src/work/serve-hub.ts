/**
 * Serves folders as datasets of a Hub until its standard input ends, and prints where.
 *
 * Arguments: pairs of a dataset's name and its folder. All files come from the CDN.
 */
import { startHub } from '@datasig/hub-server';

const words = process.argv.slice(2);
const repositories = Array.from({ length: words.length / 2 }, (_, index) => ({ name: words[2 * index]!, folder: words[2 * index + 1]!, lfs: { thresholdBytes: 0 } }));
const hub = await startHub({ repositories });
// Digests are made at the first question, which is not to be measured.
for (const { name } of repositories) await hub.repository(name).sha();
process.stdout.write(`${hub.endpoint}\n`);
process.stdin.resume().once('end', () => void hub.close());
