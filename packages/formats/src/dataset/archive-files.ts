/** A store in which zip archives are folders: the files in them are read where they are. */
import { compareText, SourceError } from '@datasig/core';
import type { Json } from '@datasig/core/spec';
import type { ZipEntry } from '../zip/entry.ts';
import { type DatasetFormat, formatNameOf, isArchiveName, isFingerprintName } from './format-name.ts';
import { inGroups } from './in-groups.ts';
import { inFile, isVersioned, withFile } from './opening.ts';
import type { FileReference, FileStore, FileVersion, OnceStream, OpenedFile, StoredFile, VersionedFile } from './stored-file.ts';

/** The version of a file in an archive: that of the archive, and where the file is in it. */
type EntryVersion = FileVersion & { readonly archive: string; readonly archiveVersion: FileVersion; readonly entry: Readonly<Record<string, Json>> & Omit<ZipEntry, 'byteLength' | 'name'> };

/** Another store, and the files in its archives. */
export class ArchiveFiles implements FileStore {
  readonly concurrency: number;
  readonly #store: FileStore;
  readonly #found: Map<string, StoredFile> = new Map();

  constructor(store: FileStore) {
    this.concurrency = store.concurrency;
    this.#store = store;
  }

  /**
   * The files with archives replaced by what is in them, in the bytewise order of their names. Archives that lie in a
   * folder beside other data are passed over.
   *
   * @param check called with an archive before it is looked at
   * @throws InvalidDataError with the archive's name; SourceError for an archive that is a stream
   */
  async expand(files: readonly StoredFile[], format: DatasetFormat | undefined, check: (archive: StoredFile) => Promise<void>, signal?: AbortSignal): Promise<readonly StoredFile[]> {
    const hasOthers = files.some(({ name }) => !isArchiveName(name) && (format !== undefined || formatNameOf(name) !== undefined));
    const isPassedOver = ({ name, named }: StoredFile): boolean => isArchiveName(name) && hasOthers && !named;
    const inside = async (file: StoredFile): Promise<readonly StoredFile[]> => {
      if (!isArchiveName(file.name)) return [file];
      await check(file);
      return await this.#list(file, signal);
    };
    const expanded: StoredFile[] = [];
    for await (const group of inGroups(files.filter((file) => !isPassedOver(file)), this.concurrency, inside)) for (const found of group) for (const file of found) expanded.push(file);
    return expanded;
  }

  async #list(archive: StoredFile, signal: AbortSignal | undefined): Promise<readonly StoredFile[]> {
    if (!isVersioned(archive)) throw new SourceError('source-unreadable', `${archive.shown}: an archive is read through the directory at its end; save the stream to a file first`, { context: { file: archive.shown } });
    const { readZipDirectory } = await import('../zip/directory.ts');
    const entries = await inFile(archive.shown, () =>
      withFile(this.#store, archive, async (opened) => {
        const read = await readZipDirectory(opened, signal);
        await opened.assertUnchanged();
        return read;
      }),
    );
    const files = entries.filter(({ name }) => !isHidden(name)).map((entry) => this.#fileOf(archive, entry));
    for (const file of files) this.#found.set(file.name, file);
    return files.sort((a, b) => compareText(a.name, b.name));
  }

  #fileOf({ name: archive, version, part }: VersionedFile & StoredFile, { name: inside, byteLength, ...entry }: ZipEntry): StoredFile {
    const name = `${archive}/${inside}`;
    const located: EntryVersion = { byteLength, archive, archiveVersion: version, entry };
    return { name, shown: this.#store.shownAs(name), version: located, named: false, archive, ...(part !== undefined && { part }) };
  }

  shownAs(name: string): string {
    return this.#store.shownAs(name);
  }

  async find(name: string): Promise<StoredFile | undefined> {
    return this.#found.get(name) ?? this.#store.find(name);
  }

  async open(file: VersionedFile): Promise<OpenedFile> {
    if (!isInArchive(file.version)) return this.#store.open(file);
    const { byteLength, archive: name, archiveVersion: version, entry } = file.version;
    const { ZipFile } = await import('../zip/file.ts');
    const archive = await this.#store.open({ name, version, shown: this.#store.shownAs(name) });
    const inside = new ZipFile(archive, { ...entry, byteLength });
    return Object.assign(inside, { assertUnchanged: () => archive.assertUnchanged(), close: () => archive.close() });
  }

  stream(file: FileReference): OnceStream {
    if (this.#store.stream === undefined) throw new TypeError(`${file.shown}: a file without a version in a store without streams`);
    return this.#store.stream(file);
  }
}

function isInArchive(version: FileVersion): version is EntryVersion {
  return 'entry' in version;
}

/** As in folders; and what macOS keeps of its own beside each file. */
function isHidden(name: string): boolean {
  return name.split('/').some((segment) => segment.startsWith('.') || segment === '__MACOSX') || isFingerprintName(name);
}
