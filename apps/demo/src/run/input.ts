/** What can be fingerprinted, as plain data that crosses to workers. */
import type { Source } from '@datasig/core/spec';
import type { WebFilesOptions } from '@datasig/files/web';

/** A dataset of the Hub. */
export interface HubInput {
  readonly kind: 'hub';
  readonly dataset: string;
  readonly config?: string;
  readonly split?: string;
  /** Another Hub than the public one. */
  readonly endpoint?: string;
  readonly pixels?: boolean;
}

/** Files of the page. */
interface FilesInput {
  readonly kind: 'files';
  readonly options: WebFilesOptions;
}

/** A database file. */
export interface SqliteInput {
  readonly kind: 'sqlite';
  readonly name: string;
  readonly blob: Blob;
  /** Absent: all of them. */
  readonly tables?: readonly string[];
}

/** A dataset that can be read. */
export type RunInput = FilesInput | HubInput | SqliteInput;

/** The source that an input stands for: the run's own, and that of each of its workers. Connectors load when they are needed. */
export async function openInput(input: RunInput): Promise<Source> {
  if (input.kind === 'files') return (await import('@datasig/files/web')).webFiles(input.options);
  if (input.kind === 'sqlite') return (await import('./open-sqlite.ts')).openSqlite(input);
  const { kind: _, endpoint, ...options } = input;
  const { huggingface } = await import('@datasig/huggingface');
  return huggingface({ ...options, token: null, ...(endpoint !== undefined && { endpoint }) });
}
