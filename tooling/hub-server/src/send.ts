/** Sends an answer over a connection, or as much of it as a fault lets through. */
import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Fault } from './faults/kinds.ts';

const bodyless: readonly number[] = [204, 304];

/**
 * Sends head and body; resolves when everything is handed over, the client has left, or a fault has ended it.
 *
 * @param onSent - Called with the number of bytes of each part of the body.
 */
export async function send(response: ServerResponse, answer: Answer, withBody: boolean, fault: Fault | undefined, onSent: (byteLength: number) => void): Promise<void> {
  const ending = fault?.kind === 'cut-body' || fault?.kind === 'reset' || fault?.kind === 'stall' ? fault : undefined;
  if (ending !== undefined && ending.kind !== 'cut-body' && ending.after === undefined) return end(response, ending.kind);
  const { body } = answer;
  const byteLength = body?.byteLength ?? 0;
  if (byteLength >= 0 && !bodyless.includes(answer.status)) response.setHeader('Content-Length', byteLength);
  response.writeHead(answer.status, { ...answer.headers });
  const limit = ending === undefined ? Infinity : ending.after ?? Math.floor(byteLength / 2);
  if (withBody && body !== undefined) await sendBody(response, body.read(0, byteLength), limit, onSent);
  else response.flushHeaders();
  if (ending !== undefined) return end(response, ending.kind);
  if (!response.destroyed) response.end();
}

async function sendBody(response: ServerResponse, chunks: AsyncIterable<Uint8Array>, limit: number, onSent: (byteLength: number) => void): Promise<void> {
  let sent = 0;
  response.flushHeaders();
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, limit - sent);
    sent += part.length;
    onSent(part.length);
    if (response.destroyed) return;
    // What was written must have left before a fault ends the connection.
    if (Number.isFinite(limit)) await new Promise((resolve) => { response.write(part, resolve); });
    else if (!response.write(part) && !(await drained(response))) return;
    if (sent >= limit) return;
  }
}

/** Whether the connection takes more; false when it is gone. */
function drained(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve(false);
    const settle = (value: boolean) => (): void => {
      response.off('drain', onDrain).off('close', onClose);
      resolve(value);
    };
    const onDrain = settle(true);
    const onClose = settle(false);
    response.once('drain', onDrain).once('close', onClose);
  });
}

async function end(response: ServerResponse, kind: 'cut-body' | 'reset' | 'stall'): Promise<void> {
  const { socket } = response;
  if (kind === 'reset') socket?.resetAndDestroy();
  if (kind === 'cut-body') socket?.destroy();
  if (kind === 'stall' && !response.destroyed) await new Promise((resolve) => { response.once('close', resolve); });
}
