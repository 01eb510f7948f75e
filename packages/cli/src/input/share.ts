/** Shares among the options. */
import { InvalidArgumentError } from '@datasig/core';

/** A share from 0 to 1. */
export function parseShare(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = /^[0-9]*\.?[0-9]+$/.test(text) ? Number(text) : NaN;
  if (share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('invalid-argument', `${option} ${JSON.stringify(text)}: expected a number from 0 to 1, such as 0.95`, { context: { parameter: option, value: text } });
}
