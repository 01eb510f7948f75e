/**
 * The connector as it is, with a clock that nobody waits for and short limits, for this thread and others. The Hub is
 * that of the environment, whose token is used where there is one.
 */
import type { Connector, OpenRequest, Source } from '@datasig/core/spec';
import { Hub } from '../../src/hub/hub.ts';
import { parseHubLocation } from '../../src/location.ts';
import { parseOptions } from '../../src/options.ts';
import { HubSource } from '../../src/source.ts';
import { SwiftClock } from '../hub/swift-clock.ts';

/** Opens a dataset of the Hub. */
export function openImpatiently(request: OpenRequest): Source {
  const hub = new Hub({ clock: new SwiftClock(), limits: { stallTimeout: 500, headersTimeout: 500 } });
  return new HubSource({ hub, location: parseHubLocation(request.locations, hub.endpoint.url), options: parseOptions(request.options), reopening: { connector: import.meta.url, request } });
}

const connector: Connector = { specVersion: 'v1', name: 'huggingface', schemes: ['hf'], open: async (request) => openImpatiently(request) };

export default connector;
