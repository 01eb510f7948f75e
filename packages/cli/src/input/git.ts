/** Revisions of one file in git: asked of the real git, with arguments, never by a shell. */
import { execFile, type ExecFileException } from 'node:child_process';
import { basename, dirname, resolve } from 'node:path';
import { DatasigError } from '@datasig/core';
import type { Session } from '../session.ts';
import { fingerprintByteLimit, readSmallFile } from './small-file.ts';

/** A revision of a file, and what was in it. */
export interface FileRevision {
  /** The commit; null for the file as it is in the folder. */
  readonly commit: string | null;
  /** When it was committed, ISO 8601; null for the file as it is. */
  readonly date: string | null;
  /** The first line of the commit's message. */
  readonly subject: string;
  readonly bytes: Uint8Array;
}

/** Above what fingerprints have; git's own output is bounded by it. */
const outputByteLimit = 256 * 1024 * 1024 + 1024;

/** Nothing that a repository's settings name is run; nothing is asked, fetched or locked. */
const settings = ['--no-pager', '--literal-pathspecs', '-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false'];
const environment = { GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };

/**
 * The last `limit` revisions that changed `file`, oldest first, and the file as it is where that is another.
 *
 * @throws DatasigError `git-failed`, `cancelled`
 */
export async function readRevisions(file: string, limit: number, session: Session): Promise<FileRevision[]> {
  const path = resolve(session.workingDirectory, file);
  const git = (...parameters: readonly string[]): Promise<Buffer> => runGit(file, [...settings, '-C', dirname(path), ...parameters], session.signal);
  const log = await git('log', `--max-count=${limit}`, '--format=tformat:%H%x00%cI%x00%s', '--', basename(path));
  const commits = log.toString('utf8').split('\n').filter((line) => line !== '').map((line) => line.split('\0') as [string, string, string]).reverse();
  const revisions: FileRevision[] = [];
  for (const [commit, date, subject] of commits) {
    const [, blob] = /^[0-7]+ blob ([0-9a-f]+)\t/.exec((await git('ls-tree', '-z', commit, '--', basename(path))).toString('utf8')) ?? [];
    // Without one the commit removed the file.
    if (blob !== undefined) revisions.push({ commit, date, subject, bytes: await git('cat-file', 'blob', blob) });
  }
  const present = readSmallFile(path, fingerprintByteLimit, {
    tooLarge: (byteLength) => new DatasigError('fingerprint-too-large', `${file}: the file has ${byteLength} bytes; fingerprints have at most ${fingerprintByteLimit}`, { context: { file } }),
    unreadable: (reason) => new DatasigError('fingerprint-not-found', `${file}: cannot be read (${reason})`, { context: { file } }),
  });
  const last = revisions.at(-1);
  if (last === undefined || !present.equals(last.bytes)) revisions.push({ commit: null, date: null, subject: 'not committed', bytes: present });
  return revisions;
}

function runGit(file: string, parameters: readonly string[], signal: AbortSignal): Promise<Buffer> {
  return new Promise((settle, fail) => {
    execFile('git', parameters, { encoding: 'buffer', maxBuffer: outputByteLimit, env: { ...process.env, ...environment }, signal, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) return settle(stdout);
      if (signal.aborted) return fail(new DatasigError('cancelled', 'cancelled; nothing was written', { cause: error }));
      fail(new DatasigError('git-failed', explain(file, error, stderr.toString('utf8')), { context: { file }, cause: error }));
    });
  });
}

function explain(file: string, error: ExecFileException, stderr: string): string {
  if ((error.code as unknown) === 'ENOENT') return `${file}: its history needs git, which is not installed; name the files of the versions instead`;
  if (/not a git repository/.test(stderr)) return `${file} is in no git repository; name the files of the versions, or a folder of them`;
  return `${file}: git says: ${stderr.split('\n')[0] || error.message}`;
}
