/** Which handler answers a request. */
import { type Answer, errorAnswer, HubError, redirect } from './answer.ts';
import { answerCdn } from './api/cdn.ts';
import { answerInfo, answerRefs, answerWhoAmI } from './api/info.ts';
import { answerResolve } from './api/resolve.ts';
import { parseTarget, type Target } from './api/target.ts';
import { answerPathsInfo, answerTree } from './api/tree.ts';
import { answerParquet, answerViewer } from './api/viewer.ts';
import { type HubRequest } from './hub-request.ts';
import type { HubState } from './hub-state.ts';
import { answerCas, answerXetToken } from './xet/cas.ts';

type Handler = (state: HubState, request: HubRequest, target: Target) => Answer | Promise<Answer>;

const apiHandlers: Readonly<Record<string, Handler>> = {
  '': answerInfo, revision: answerInfo, tree: answerTree, 'paths-info': answerPathsInfo, refs: answerRefs, 'xet-read-token': answerXetToken, parquet: answerParquet,
};

/** Answers a request; errors of the Hub become answers, too. */
export async function answerRequest(state: HubState, request: HubRequest): Promise<Answer> {
  const isApi = request.segments[0] === 'api' && request.segments[1] !== 'resolve-cache';
  try {
    if (request.method === 'OPTIONS') return { status: 204, headers: {} };
    if (request.origin === 'cdn' || (request.origin === 'foreign' && request.segments[0] === 'repos')) return await answerCdn(state, request);
    if (request.origin === 'cas') return answerCas(state, request);
    return await answerHub(state, request);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return errorAnswer(error, isApi);
  }
}

function answerHub(state: HubState, request: HubRequest): Answer | Promise<Answer> {
  const [first, second, third] = request.segments;
  if (first === 'api' && second === 'whoami-v2') return answerWhoAmI(state, request);
  if (first === 'api' && second === 'datasets') return answerDataset(state, request, 2, apiHandlers);
  if (first === 'api' && second === 'resolve-cache' && third === 'datasets') return answerCached(state, request);
  if (first === 'datasets') return answerDataset(state, request, 1, { resolve: answerResolve, raw: answerResolve });
  if (request.segments.length === 1 && ['parquet', 'splits', 'info'].includes(first!)) return answerViewer(state, request);
  throw new HubError(404, undefined, 'Sorry, we can\'t find the page you are looking for.');
}

function answerDataset(state: HubState, request: HubRequest, start: number, handlers: Readonly<Record<string, Handler>>): Answer | Promise<Answer> {
  const target = parseTarget(state, request.segments.slice(start));
  const handler = target === undefined ? undefined : handlers[target.operation];
  if (target === undefined || handler === undefined) throw new HubError(404, undefined, 'Not found');
  const present = state.renames.get(target.name);
  if (present === undefined) return handler(state, request, target);
  const former = target.name.split('/').map(encodeURIComponent).join('/');
  return redirect(307, request.url.replace(`/datasets/${former}`, () => `/datasets/${present}`));
}

/** `/api/resolve-cache/datasets/{name}/{sha}/{path}` names no operation. */
function answerCached(state: HubState, request: HubRequest): Promise<Answer> {
  const segments = request.segments.slice(3);
  const words = state.repositories.has(segments[0]!) ? 1 : 2;
  return answerResolve(state, request, { name: segments.slice(0, words).join('/'), operation: 'resolve', rest: segments.slice(words) });
}
