/** A worker that reads shards of files: all that such a module needs. */
import { serveShards } from '@datasig/runner/web';
import { BlobSource, type NamedBlob } from './blob-source.ts';

serveShards((files: readonly NamedBlob[]) => new BlobSource(files));
