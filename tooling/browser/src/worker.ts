/** A worker that reads shards of files: all that such a module needs. */
import { type NamedBlob, webFiles } from '@datasig/files/web';
import { serveShards } from '@datasig/runner/web';

serveShards((files: readonly NamedBlob[]) => webFiles({ files }));
