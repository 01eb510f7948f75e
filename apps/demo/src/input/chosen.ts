/** What the user dropped or picked, as named files. */
import type { NamedBlob } from '@datasig/files/web';

/** Files together, or a folder with what is in it. */
export interface Chosen {
  readonly files: readonly NamedBlob[];
  /** Name of the folder that all of them are in. */
  readonly folder?: string;
}

/** What a file input holds; of a folder input, the folder. */
export function chosenOf(list: FileList): Chosen {
  const files = [...list];
  const root = files[0]?.webkitRelativePath.split('/')[0] ?? '';
  if (root === '') return { files: files.map((file) => ({ name: file.name, blob: file })) };
  return { folder: root, files: files.map((file) => ({ name: file.webkitRelativePath.slice(root.length + 1), blob: file })) };
}

/** What was dropped. The entries are taken at once: they are gone when the event is over. */
export async function droppedOf(transfer: DataTransfer): Promise<Chosen> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return chosenOf(transfer.files);
  const [only] = entries;
  if (entries.length === 1 && only!.isDirectory) return { folder: only!.name, files: await filesIn(only as FileSystemDirectoryEntry, '') };
  const found = await Promise.all(entries.map((entry) => filesOf(entry, '')));
  return { files: found.flat() };
}

async function filesOf(entry: FileSystemEntry, folder: string): Promise<readonly NamedBlob[]> {
  if (entry.isDirectory) return filesIn(entry as FileSystemDirectoryEntry, `${folder}${entry.name}/`);
  const blob = await new Promise<File>((resolve, reject) => { (entry as FileSystemFileEntry).file(resolve, reject); });
  return [{ name: `${folder}${entry.name}`, blob }];
}

async function filesIn(directory: FileSystemDirectoryEntry, path: string): Promise<readonly NamedBlob[]> {
  const reader = directory.createReader();
  const entries: FileSystemEntry[] = [];
  // A browser hands out a folder in pieces, an empty one last.
  for (;;) {
    const piece = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (piece.length === 0) break;
    entries.push(...piece);
  }
  const files: NamedBlob[] = [];
  for (const entry of entries) files.push(...(await filesOf(entry, path)));
  return files;
}

/** Whether all of it are fingerprint files. */
export function areFingerprints({ files, folder }: Chosen): boolean {
  return folder === undefined && files.length > 0 && files.every(({ name }) => name.toLowerCase().endsWith('.datasig.json'));
}
