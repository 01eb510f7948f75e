/** A dataset repository: its refs, which may move while the Hub runs, and the commits that they ever pointed at. */
import type { Files, RepositoryOptions } from '../options.ts';
import { type Commit, makeCommit } from './commit.ts';
import { readFiles } from './folder.ts';
import { storedFile } from './stored-file.ts';

/** A repository that is served. */
export class Repository {
  readonly options: RepositoryOptions;
  readonly #refs = new Map<string, () => Promise<Commit>>();
  readonly #commits = new Map<string, Commit>();

  private constructor(options: RepositoryOptions) {
    this.options = options;
  }

  /** Lists the files of every ref; they are hashed when a commit is first asked for. */
  static async open(options: RepositoryOptions): Promise<Repository> {
    const repository = new Repository(options);
    await repository.#setRef('main', options);
    for (const [ref, files] of Object.entries(options.revisions ?? {})) await repository.#setRef(ref, files);
    return repository;
  }

  get name(): string {
    return this.options.name;
  }

  /** Names of refs as options give them, with what they point at. */
  async refs(): Promise<readonly { readonly ref: string; readonly sha: string }[]> {
    const refs: { readonly ref: string; readonly sha: string }[] = [];
    for (const [ref, commit] of this.#refs) refs.push({ ref: fullRef(ref), sha: (await commit()).sha });
    return refs;
  }

  /** The commit of a branch, tag, full ref or sha (also its first seven digits or more); `HEAD` is `main`. */
  async commit(revision: string = 'main'): Promise<Commit | undefined> {
    const wanted = fullRef(revision === 'HEAD' ? 'main' : revision);
    const lazy = this.#refs.get(wanted) ?? this.#refs.get(`refs/tags/${revision}`);
    if (lazy !== undefined) return lazy();
    if (!/^[\da-f]{7,40}$/u.test(revision)) return undefined;
    for (const make of this.#refs.values()) await make();
    return [...this.#commits.values()].find(({ sha }) => sha.startsWith(revision));
  }

  /** The sha that a ref points at. @throws Error if there is no such revision */
  async sha(revision: string = 'main'): Promise<string> {
    const commit = await this.commit(revision);
    if (commit === undefined) throw new Error(`${this.name} has no revision ${revision}`);
    return commit.sha;
  }

  /** Makes a ref, or moves it to new files; the commit that it pointed at stays reachable by its sha. Gives the new sha. */
  async push(ref: string, files: Files): Promise<string> {
    await this.#refs.get(fullRef(ref))?.();
    await this.#setRef(ref, files);
    return this.sha(ref);
  }

  async #setRef(ref: string, files: Files): Promise<void> {
    const lfs = this.options.lfs ?? {};
    const stored = [...await readFiles(files)].map(([path, content]) => storedFile(path, content, lfs));
    let commit: Promise<Commit> | undefined;
    this.#refs.set(fullRef(ref), () => (commit ??= this.#make(stored)));
  }

  async #make(files: Parameters<typeof makeCommit>[0]): Promise<Commit> {
    const made = await makeCommit(files, `Files of ${this.name}`);
    const known = this.#commits.get(made.sha) ?? made;
    this.#commits.set(made.sha, known);
    return known;
  }
}

function fullRef(name: string): string {
  return name.startsWith('refs/') ? name : `refs/heads/${name}`;
}
