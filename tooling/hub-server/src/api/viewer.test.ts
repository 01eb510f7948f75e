import { describe, expect, it } from 'vitest';
import { exampleFiles, patternBytes, startForTest } from '../testing.ts';
import type { TestHub } from '../index.ts';
import type { ViewerOptions } from '../options.ts';

const converted = { files: { 'default/train/0000.parquet': patternBytes, 'default/train/0001.parquet': patternBytes.slice(1), 'other/test/0000.parquet': patternBytes } };
const card = '---\ndataset_info:\n  splits:\n  - name: train\n    num_examples: 3\n---\n';
const start = (viewer: ViewerOptions = {}): Promise<TestHub> => startForTest({ repositories: [{ name: 'owner/data', files: { ...exampleFiles, 'README.md': card }, revisions: { 'refs/convert/parquet': converted }, viewer }, { name: 'owner/none', files: exampleFiles }] });

describe('the converted files', () => {
  it('are listed by config and split, and lead to their bytes', async () => {
    const hub = await start();
    const base = `${hub.endpoint}/api/datasets/owner/data/parquet`;
    const url = (path: string): string => `${hub.endpoint}/datasets/owner/data/resolve/refs%2Fconvert%2Fparquet/${path}`;
    const train = [url('default/train/0000.parquet'), url('default/train/0001.parquet')];
    const all = await fetch(base);
    expect(all.headers.get('X-Revision')).toBe(await hub.repository('owner/data').sha());
    expect(await all.json()).toEqual({ default: { train }, other: { test: [url('other/test/0000.parquet')] } });
    expect(await (await fetch(`${base}/default`)).json()).toEqual({ train });
    expect(await (await fetch(`${base}/default/train`)).json()).toEqual(train);
    expect((await (await fetch(`${base}/default/train/1.parquet`)).arrayBuffer()).byteLength).toBe(999);
    expect((await fetch(`${base}/default/train/2.parquet`)).status).toBe(404);
    expect((await fetch(`${base}/nothing`)).status).toBe(404);
    expect((await fetch(`${hub.endpoint}/api/datasets/owner/none/parquet`)).status).toBe(404);
  });

  it('are told as the viewer tells them', async () => {
    const { endpoint } = await start({ partial: true, pending: [{ config: 'late' }], revision: 'older' });
    const response = await fetch(`${endpoint}/parquet?dataset=owner/data`);
    expect(response.headers.get('X-Revision')).toBe('older');
    const body = await response.json() as { readonly parquet_files: readonly object[] };
    expect(body).toMatchObject({ partial: true, pending: [{ config: 'late' }], failed: [] });
    expect(body.parquet_files[1]).toMatchObject({ dataset: 'owner/data', config: 'default', split: 'train', filename: '0001.parquet', size: 999 });
    expect(await (await fetch(`${endpoint}/splits?dataset=owner/data`)).json()).toMatchObject({ splits: [{ config: 'default', split: 'train' }, { config: 'other', split: 'test' }] });
    expect((await fetch(`${endpoint}/splits`)).status).toBe(422);
    expect(await (await fetch(`${endpoint}/info?dataset=owner/data`)).json()).toMatchObject({ dataset_info: { default: { splits: [{ name: 'train', num_examples: 3 }] } }, partial: true });
  });
});
