/** Options that are shares: `--confidence`, `--tolerate`. */
import { InvalidArgumentError } from '@datasig/core';

/** A share from 0 to 1. @throws InvalidArgumentError */
export function parseShare(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = /^[0-9]*\.?[0-9]+(?:e-[0-9]{1,3})?$/.test(text) ? Number(text) : NaN;
  if (share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('invalid-argument', `${option} ${JSON.stringify(text)}: expected a number from 0 to 1, such as 0.95`, { context: { parameter: option, value: text } });
}

/** `--confidence`: above 0 and below 1. @throws InvalidArgumentError */
export function parseConfidence(text: string | undefined): number | undefined {
  const confidence = parseShare('--confidence', text);
  if (confidence !== 0 && confidence !== 1) return confidence;
  throw new InvalidArgumentError('invalid-argument', `--confidence ${JSON.stringify(text)}: expected a number above 0 and below 1, such as 0.95`, { context: { parameter: '--confidence', value: text } });
}
