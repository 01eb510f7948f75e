/** Reports of lock checks against the schemas of SARIF and JUnit. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDataset, type DatasetCheck, type LockedDataset, type Policy, toJunit, toSarif } from '@datasig/aibom';
import { createFingerprint, DatasigError, type Fingerprint, Fingerprinter } from '@datasig/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { installingTimeout, reportPython, validate } from './validate.ts';

const folder = mkdtempSync(join(tmpdir(), 'datasig-reports-'));

beforeAll(reportPython, installingTimeout);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fingerprintOf(from: number, to: number): Fingerprint {
  const pass = new Fingerprinter();
  pass.add({ kind: 'rows', rows: Array.from({ length: to - from }, (_, index) => ({ id: from + index })) });
  return createFingerprint({ dataset: { name: 'numbers', connector: 'test', location: 'numbers' }, summary: pass.finish() });
}

function checkOf(name: string, policy: Policy, present: Fingerprint | DatasigError): DatasetCheck {
  const before = fingerprintOf(0, 3000);
  const locked: LockedDataset = { locations: ['numbers.csv'], options: {}, revision: null, uid: before.identity!.uid, recordCount: 3000n, fingerprint: { path: 'datasig.fingerprints/a.datasig.json', sha256: '0'.repeat(64) }, policy };
  return checkDataset(name, locked, { before, present, other: () => fingerprintOf(5000, 9000) });
}

/** Every state that a rule can be in, and texts that formats must escape. */
const checks = [
  checkOf('kept', { identical: true, maxRemoved: 0 }, fingerprintOf(0, 3000)),
  checkOf('broken', { identical: true, minJaccard: 0.9, minContainment: 0.9, maxRemoved: 1, forbidOverlap: { other: 0 } }, fingerprintOf(1000, 4000)),
  checkOf('unreadable', { identical: true, minJaccard: 0.5 }, new DatasigError('source-not-found', 'a <&"\' \u0001\u0085\ud800\r\n\tb')),
];
const place = { path: 'a folder/ünïcode #1?.lock', lines: new Map([['kept', 3], ['broken', 20]]) };

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

it('there are rules that are kept, broken and undecided', () => {
  expect(new Set(checks.flatMap(({ rules }) => rules.map(({ met }) => met)))).toEqual(new Set([true, false, null]));
});

it('SARIF', async () => {
  const log = toSarif(checks, place);
  expect(await validate('validate_sarif.py', write('good.sarif', JSON.stringify(log)))).toEqual({ isValid: true, output: '' });
  expect(await validate('validate_sarif.py', write('none.sarif', JSON.stringify(toSarif([], place))))).toMatchObject({ isValid: true });
  const broken = JSON.stringify(log).replaceAll('"kind":"fail"', '"kind":"broken"');
  expect(await validate('validate_sarif.py', write('bad.sarif', broken))).toMatchObject({ isValid: false });
});

it('JUnit', async () => {
  const report = toJunit(checks, place.path);
  expect(await validate('validate_junit.py', write('good.xml', report))).toEqual({ isValid: true, output: '' });
  expect(await validate('validate_junit.py', write('none.xml', toJunit([], place.path)))).toMatchObject({ isValid: true });
  expect(await validate('validate_junit.py', write('bad.xml', report.replaceAll('testcase', 'case')))).toMatchObject({ isValid: false });
});
