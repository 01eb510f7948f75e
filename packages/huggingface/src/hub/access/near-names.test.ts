import { describe, expect, it } from 'vitest';
import { nearNames } from './near-names.ts';

describe('near names', () => {
  it('differ in few letters', () => {
    expect(nearNames('mian', ['main', 'dev', 'refs', 'mains', 'train'])).toEqual([]);
    expect(nearNames('mainn', ['main', 'dev', 'Main', 'mains', 'man'])).toEqual(['main', 'Main', 'mains']);
    expect(nearNames('v1.2', ['v1.0', 'v2.0', 'v1'])).toEqual(['v1.0']);
  });

  it('end with one letter', () => {
    expect(nearNames('a', ['b', 'abc'])).toEqual(['b']);
  });
});
