/** The table of every type gives one UID in every form. `pnpm --filter @datasig/corpus table 100000` does more rows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fingerprint } from '@datasig/core';
import { afterAll, expect, it } from 'vitest';
import { fingerprintForm, writeForms } from './every-type.ts';

const folder = mkdtempSync(join(tmpdir(), 'datasig-every-type-'));
const rowCount = 2000;
const forms = await writeForms(folder, rowCount);
let reference: Fingerprint | undefined;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('is written in many forms', () => expect(forms.length).toBeGreaterThan(40));

it.each(forms)('$name', async (form) => {
  const found = await fingerprintForm(form, reference);
  reference ??= found;
  expect([found.records.count, found.identity!.uid]).toEqual([BigInt(rowCount), reference.identity!.uid]);
});
