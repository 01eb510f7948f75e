/** One table of every type, written by four outside tools in some fifty forms, and what Datasig makes of each. */
import { execFileSync } from 'node:child_process';
import type { Fingerprint } from '@datasig/core';
import { pythonWithTools, scriptPath } from './python.ts';
import { fingerprintOf, like } from './tables.ts';

/** A form of the table, as `write_table.py` tells it. */
export interface Form {
  readonly name: string;
  readonly files: readonly string[];
  readonly like: boolean;
  readonly casts: Readonly<Record<string, string>>;
  readonly nullTokens: readonly string[];
}

/** Writes the table of `rowCount` rows into `folder`; the first form is the reference. */
export async function writeForms(folder: string, rowCount: number): Promise<readonly Form[]> {
  const python = await pythonWithTools();
  return JSON.parse(execFileSync(python, [scriptPath('write_table.py'), folder, String(rowCount)], { encoding: 'utf8', maxBuffer: 2 ** 26 })) as readonly Form[];
}

/** The fingerprint of a form. */
export async function fingerprintForm(form: Form, reference: Fingerprint | undefined): Promise<Fingerprint> {
  return fingerprintOf(form.files, form.like && reference !== undefined ? like(reference, form.casts, form.nullTokens) : {});
}
