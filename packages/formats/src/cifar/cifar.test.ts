/** CIFAR in both versions: one and the same records, the original tool's UID, and what is refused. */
import { Fingerprinter } from '@datasig/core';
import { failureOf } from '@datasig/core/testing';
import { describe, expect, it } from 'vitest';
import { classicUid, classicVector } from '../../test/data-points.ts';
import { chunked, formatNamed, readAll } from '../../test/read.ts';
import { readPickle } from './pickle.ts';

const { uids: classicUids } = JSON.parse(new TextDecoder().decode(classicVector('images.json'))) as { readonly uids: Readonly<Record<string, string>> };
const versions = ['batch.bin', 'batch-python-2', 'batch-python-3', 'batch-column-major'] as const;
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (unit) => unit.charCodeAt(0));
const withText = (bytes: Uint8Array, from: string, to: string): Uint8Array => bytesOf(Buffer.from(bytes).toString('latin1').replace(from, to));

describe.each(['cifar10', 'cifar100'] as const)('%s', (name) => {
  it.each(versions)('gives the UID from %s', async (version) => {
    expect(await classicUid(name, classicVector(`${name}/${version}`), [1000])).toBe(classicUids[name]);
  });

  it('gives the same records from all versions', async () => {
    const uids = new Set<string>();
    for (const version of versions) {
      const fingerprinter = new Fingerprinter();
      for await (const batch of formatNamed(name).read(chunked(classicVector(`${name}/${version}`), [777]))) fingerprinter.add(batch);
      const { schema, records, identity } = fingerprinter.finish();
      expect(schema.map((field) => field.name)).toEqual(name === 'cifar10' ? ['image', 'label'] : ['coarse_label', 'image', 'label']);
      expect(records.count).toBe(7n);
      uids.add(identity!.uid);
    }
    expect(uids.size).toBe(1);
  });

  it('refuses a file that ends inside a record', async () => {
    for (const version of versions) {
      const bytes = classicVector(`${name}/${version}`);
      expect(await failureOf(classicUid(name, bytes.subarray(0, -1)))).toMatchObject({ code: 'truncated' });
    }
  });
});

it('tells the two datasets apart', async () => {
  expect(await failureOf(classicUid('cifar10', classicVector('cifar100/batch-python-2')))).toMatchObject({ code: 'invalid-pickle' });
  expect(await failureOf(classicUid('cifar100', classicVector('cifar10/batch-python-3')))).toMatchObject({ code: 'invalid-pickle' });
});

it('an empty file has no records', async () => {
  expect((await readAll(formatNamed('cifar10'), '')).rows).toEqual([]);
});

describe('a pickle', () => {
  const batch = classicVector('cifar10/batch-python-2');

  it.each([
    ['that names a function of the system', bytesOf('\x80\x02cos\nsystem\nU\x02ls\x85R.')],
    ['that names another of NumPy', withText(batch, '_reconstruct', 'zeros_liked_')],
    ['that names one of the prototype of objects', bytesOf('\x80\x02c__proto__\nx\n.')],
    ['that calls a number', bytesOf('\x80\x02K\x01)R.')],
    ['with an operation that is not needed', bytesOf('\x80\x02\x81.')],
    ['of an older protocol', bytesOf('\x80\x02I1\n.')],
    ['that builds on a list', bytesOf('\x80\x02]K\x01b.')],
    ['without a value', bytesOf('\x80\x02.')],
    ['without a mark', bytesOf('\x80\x02]e.')],
    ['that recalls nothing', bytesOf('\x80\x02h\x07.')],
    ['of other bytes than its shape says', withText(batch, 'K\x07M\x00\x0c\x86', 'K\x08M\x00\x0c\x86')],
  ])('%s is refused', (_what, bytes) => {
    expect(() => readPickle(bytes)).toThrow(expect.objectContaining({ code: 'invalid-pickle' }));
  });

  it('that names a length beyond its end is refused before anything is made', () => {
    expect(() => readPickle(bytesOf('\x80\x02T\xff\xff\xff\x7f'))).toThrow(expect.objectContaining({ code: 'truncated' }));
  });

  it('that is cut anywhere is refused, and nothing else is thrown', () => {
    for (let length = 0; length < 400; length++) {
      expect(() => readPickle(batch.subarray(0, length))).toThrow(expect.objectContaining({ name: 'InvalidDataError' }));
    }
  });

  it('whose bytes are changed gives data or an InvalidDataError', () => {
    for (let index = 0; index < 300; index++) {
      for (const byte of [0x00, 0x28, 0x52, 0x62, 0x65, 0x75, 0xff]) {
        const changed = Uint8Array.from(batch);
        changed[index] = byte;
        try {
          readPickle(changed);
        } catch (error) {
          expect(error).toMatchObject({ name: 'InvalidDataError' });
        }
      }
    }
  });
});
