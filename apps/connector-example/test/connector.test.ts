/** The connector under the suite that every connector passes, and in the command. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connectorConformance } from '@datasig/core/testing';
import { afterAll, describe, expect, it } from 'vitest';
import connector from '../src/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const open = (location: string): ReturnType<typeof connector.open> => connector.open({ locations: [location], workingDirectory: root, options: {} });

describe('the contract', () => {
  it.each(connectorConformance({ open: () => open('fasta:samples'), recordCount: 3 }))('$name', ({ run }) => run());
});

describe('in the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'datasig-fasta-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const command = fileURLToPath(new URL('dist/main.cjs', import.meta.resolve('@datasig/cli/package.json')));
  const datasig = (...parameters: string[]): string => execFileSync(process.execPath, [command, ...parameters], { cwd: root, encoding: 'utf8' });

  it('is found by its scheme and gives what the same records give from elsewhere', () => {
    const records = [
      { id: 'seq3', sequence: 'GGGCCC', description: 'ünïcode in the description' },
      { id: 'seq1', sequence: 'ACGTACGTACGTAC', description: 'a short one' },
      { id: 'seq2', sequence: 'TTGACA', description: null },
    ];
    writeFileSync(join(folder, 'same.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    datasig('fingerprint', 'fasta:samples', '-o', join(folder, 'a.datasig.json'));
    const { identical } = JSON.parse(datasig('compare', join(folder, 'a.datasig.json'), join(folder, 'same.jsonl'), '--json')) as { readonly identical: boolean };
    expect(identical).toBe(true);
  });
});

describe('bad input', () => {
  const read = async (content: string | Uint8Array): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'datasig-fasta-'));
    try {
      writeFileSync(join(folder, 'a.fa'), content);
      const source = await open(`fasta:${join(folder, 'a.fa')}`);
      for (const shard of await source.shards()) for await (const _ of source.read(shard));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it.each<[string, string | Uint8Array, string]>([
    ['a sequence before any name', '\nACGT\n', 'invalid-data'],
    ['bytes that are no UTF-8', Uint8Array.of(0x3e, 0xff, 0x0a), 'invalid-utf8'],
  ])('%s', async (_, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });

  it.each(['fasta:missing.fa', 'fasta:src'])('%s', async (location) => {
    await expect((await open(location)).describe()).rejects.toMatchObject({ code: 'source-not-found' });
  });
});
