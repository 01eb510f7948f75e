import { expect, it, vi } from 'vitest';
import { DatasigError, InvalidArgumentError, InvalidDataError } from './errors.ts';

it('errors of another copy of the package are known for what they are', async () => {
  vi.resetModules();
  const other = await import('./errors.ts');
  const error = new other.InvalidDataError('invalid-utf8', 'byte 0xff', { row: 3 });
  expect(error instanceof InvalidDataError).toBe(false);
  expect([DatasigError.is(error), InvalidDataError.is(error)]).toEqual([true, true]);
  for (const value of [new InvalidArgumentError('invalid-argument', 'no'), new Error('no'), { name: 'InvalidDataError' }, null]) expect(InvalidDataError.is(value)).toBe(false);
});
