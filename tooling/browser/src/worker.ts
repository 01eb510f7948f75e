/** A worker that reads shards of a file: all that such a module needs. */
import { serveShards } from '@datasig/runner/web';
import { BlobSource, type NamedBlob } from './blob-source.ts';

serveShards((file: NamedBlob) => new BlobSource(file));
