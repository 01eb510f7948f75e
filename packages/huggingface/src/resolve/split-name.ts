/** Names of splits. */

const splitName = /^[\p{L}\p{N}_]+(?:\.[\p{L}\p{N}_]+)*$/u;

/** Whether Hugging Face datasets takes a word for the name of a split. */
export function isSplitName(text: string): boolean {
  return splitName.test(text);
}
