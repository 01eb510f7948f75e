/** The user's token: where it comes from, and that it is one. It goes into one header and nowhere else. */
import { InvalidArgumentError } from '@datasig/core';
import type { HubEnvironment } from './environment.ts';
import { nodeBuiltin } from './node-builtin.ts';

/**
 * The token to send to the Hub, if any.
 *
 * @param given the option; null: none, whatever the environment says
 * @throws InvalidArgumentError when it holds what no header may; its text is not shown
 */
export async function findToken(given: string | null | undefined, { token, tokenFile }: HubEnvironment): Promise<string | undefined> {
  if (given === null) return undefined;
  if (given !== undefined) return checked(given, 'the option token');
  if (token !== undefined) return checked(token, 'HF_TOKEN');
  const text = tokenFile === undefined ? undefined : await readTokenFile(tokenFile);
  return text === undefined ? undefined : checked(text, `the token file ${tokenFile}`);
}

function checked(text: string, from: string): string | undefined {
  const token = text.trim();
  if (token === '') return undefined;
  // What `fetch` says of a header that it refuses would show it.
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new InvalidArgumentError('invalid-argument', `${from} is no token: it holds spaces, line ends or other characters that a token has not; copy it again from the Hub's settings`);
}

/** A file that is not there or may not be read is no token: most datasets need none. */
async function readTokenFile(path: string): Promise<string | undefined> {
  const files = nodeBuiltin<typeof import('node:fs/promises')>('node:fs/promises');
  try {
    return await files?.readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
