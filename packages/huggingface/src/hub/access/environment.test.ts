import { describe, expect, it } from 'vitest';
import { readEnvironment } from './environment.ts';

describe('the environment', () => {
  it.each([
    [{ HOME: '/h' }, { offline: false, tokenFile: '/h/.cache/huggingface/token', cacheFolder: '/h/.cache/huggingface/hub' }],
    [{ HOME: '/h', XDG_CACHE_HOME: '/x' }, { offline: false, tokenFile: '/x/huggingface/token', cacheFolder: '/x/huggingface/hub' }],
    [{ HOME: '/h', HF_HOME: '~/hf', HF_HUB_OFFLINE: 'Yes' }, { offline: true, tokenFile: '/h/hf/token', cacheFolder: '/h/hf/hub' }],
    [{ HF_HOME: '/hf', HF_TOKEN_PATH: '/t', HF_HUB_CACHE: '/c', HF_HUB_OFFLINE: '0' }, { offline: false, tokenFile: '/t', cacheFolder: '/c' }],
    [{ HF_TOKEN: ' ', HUGGING_FACE_HUB_TOKEN: 'b' }, { offline: false, token: 'b' }],
    [{ HF_TOKEN: 'a', HUGGING_FACE_HUB_TOKEN: 'b', HF_ENDPOINT: 'http://hub/' }, { offline: false, token: 'a', endpoint: 'http://hub/' }],
    [{}, { offline: false }],
  ])('%j', (variables, expected) => {
    expect(readEnvironment(variables)).toEqual(expected);
  });
});
