/** Checks the table of every type at any size: `pnpm --filter @datasig/corpus table 100000`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fingerprint } from '@datasig/core';
import { fingerprintForm, writeForms } from './every-type.ts';

const rowCount = Number(process.argv[2] ?? 100_000);
const folder = mkdtempSync(join(tmpdir(), 'datasig-every-type-'));
let reference: Fingerprint | undefined;
try {
  for (const form of await writeForms(folder, rowCount)) {
    const start = performance.now();
    const found = await fingerprintForm(form, reference);
    reference ??= found;
    const same = found.identity!.uid === reference.identity!.uid;
    process.stdout.write(`${same ? 'same ' : 'OTHER'} ${found.identity!.uid.slice(0, 17)}… ${found.records.count} rows ${Math.round(performance.now() - start)} ms ${form.name}\n`);
    if (!same) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
