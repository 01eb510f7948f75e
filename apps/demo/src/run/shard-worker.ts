/** A worker that reads pieces of a dataset. */
import { serveShards } from '@datasig/runner/web';
import { openInput } from './input.ts';

serveShards(openInput);
