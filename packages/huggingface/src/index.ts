/** Datasig's connector for the Hugging Face Hub: datasets by their names. */
import type { Connector, OpenRequest, Source } from '@datasig/core/spec';
import { Hub, type HubOptions } from './hub/hub.ts';
import { parseHubLocation } from './location.ts';
import { type HubReadingOptions, parseOptions } from './options.ts';
import { HubSource } from './source.ts';

export type { HubOptions } from './hub/hub.ts';
export type { HubLimits, HubRetry } from './hub/http/limits.ts';
export type { HubReadingOptions } from './options.ts';

/** A dataset of the Hub, and how the Hub is reached. */
export type HuggingFaceOptions = HubReadingOptions &
  HubOptions & {
    /** `owner/name`, `owner/name@revision`, `owner/name/data/*.parquet`, or any location that the command takes. */
    readonly dataset: string;
  };

/** The connector; its options are those of {@link HubReadingOptions}, and the Hub is reached as the environment says. */
const connector: Connector = {
  specVersion: 'v1',
  name: 'huggingface',
  schemes: ['hf', 'https', 'http'],
  decodesImages: true,
  readsDeclaredTypes: true,
  open: async (request) => openRequest(request),
};

export default connector;

function openRequest(request: OpenRequest): Source {
  const hub = new Hub();
  return new HubSource({ hub, location: parseHubLocation(request.locations, hub.endpoint.url), options: parseOptions(request.options), reopening: { connector: import.meta.url, request } });
}

/**
 * A dataset of the Hub. With options that say how the Hub is reached it is read on one thread.
 *
 * @throws InvalidArgumentError for options that are not valid; what is wrong with the dataset shows when it is looked at
 */
export function huggingface({ dataset, config, split, revision, format, pixels, verify, types, name, ...reach }: HuggingFaceOptions): Source {
  const location = /^(?:hf:|https?:)/.test(dataset) ? dataset : `hf:${dataset}`;
  const given = Object.entries({ config, split, revision, format, pixels, verify, types, name }).filter(([, value]) => value !== undefined);
  const request: OpenRequest = { locations: [location], workingDirectory: '/', options: Object.fromEntries(given) };
  if (Object.keys(reach).length === 0) return openRequest(request);
  const hub = new Hub(reach);
  return new HubSource({ hub, location: parseHubLocation([location], hub.endpoint.url), options: parseOptions(request.options) });
}
