/** All entry points under the suite that every connector passes. */
import { connectorConformance } from '@datasig/core/testing';
import { describe, expect, test } from 'vitest';
import { openings, recordCount, rows } from '../test/openings.ts';
import { tf } from '../test/tf.ts';
import { uidOfRows, withoutLeaks } from '../test/summarize.ts';

const uid = await uidOfRows(rows);

describe.each(openings(tf))('$name', ({ open }) => {
  test.each(connectorConformance({ open: async () => open(), recordCount, uid }))('$name', async ({ run }) => {
    await expect(withoutLeaks(run)).resolves.toBeUndefined();
  });
});
