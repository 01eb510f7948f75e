/** Serves a content by HTTP's rules for ranges (RFC 9110, section 14). */
import { randomUUID } from 'node:crypto';
import { type Answer, text } from '../answer.ts';
import { type Content, contentOf, joined, sliceOf } from './content.ts';

/** Bytes `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** 200 with everything, 206 with what `range` asks for, or 416 when nothing of it exists. */
export function serveContent(content: Content, range: string | undefined, headers: Readonly<Record<string, string>>): Answer {
  const all = { ...headers, 'Accept-Ranges': 'bytes' };
  const spans = parseRange(range, content.byteLength);
  if (spans === undefined) return { status: 200, headers: all, body: content };
  if (spans.length === 0) return text(416, 'Requested range not satisfiable', { ...all, 'Content-Range': `bytes */${content.byteLength}` });
  if (spans.length > 1) return serveParts(content, spans, all);
  const [{ start, end }] = spans as [Span];
  return { status: 206, headers: { ...all, 'Content-Range': `bytes ${start}-${end - 1}/${content.byteLength}` }, body: sliceOf(content, start, end) };
}

function serveParts(content: Content, spans: readonly Span[], headers: Readonly<Record<string, string>>): Answer {
  const boundary = randomUUID();
  const parts = spans.flatMap(({ start, end }) => [
    contentOf(`--${boundary}\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes ${start}-${end - 1}/${content.byteLength}\r\n\r\n`),
    sliceOf(content, start, end),
    contentOf('\r\n'),
  ]);
  return { status: 206, headers: { ...headers, 'Content-Type': `multipart/byteranges; boundary=${boundary}` }, body: joined([...parts, contentOf(`--${boundary}--\r\n`)]) };
}

/** The spans that exist of those asked for; `undefined` without a range, or with one to be ignored. */
export function parseRange(range: string | undefined, byteLength: number): readonly Span[] | undefined {
  const list = /^bytes=(.+)$/u.exec(range ?? '')?.[1];
  if (list === undefined) return undefined;
  const spans: Span[] = [];
  for (const part of list.split(',')) {
    const match = /^\s*(\d*)-(\d*)\s*$/u.exec(part);
    if (match === null || (match[1] === '' && match[2] === '')) return undefined;
    const [, first, last] = match as unknown as readonly [string, string, string];
    const start = first === '' ? Math.max(byteLength - Number(last), 0) : Number(first);
    const end = first === '' || last === '' ? byteLength : Math.min(Number(last) + 1, byteLength);
    if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
    if (start < end) spans.push({ start, end });
  }
  return spans;
}
