/** Datasig connector for the Hugging Face Hub: datasets by their names. */
export { type HubLocation, parseHubLocation } from './location.ts';
