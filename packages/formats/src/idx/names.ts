/** How images and labels of one dataset find each other: MNIST's names and their relatives. */

/** Names of an images file and its labels file. */
export interface IdxPairName {
  /** What the names have in common: `train`, `t10k`. */
  readonly part: string;
  readonly role: 'images' | 'labels';
  /** The name that the other file has, without compression ending. */
  readonly counterpart: string;
  /** Another name that it may have: labels of QMNIST are lists of numbers. */
  readonly otherCounterpart?: string;
}

/** `train-images-idx3-ubyte`, `train-images.idx3-ubyte`, `emnist-digits-train-images-idx3-ubyte`… */
const pattern = /^(?<prefix>.*?)(?<separator>[-_.]?)(?<role>images|labels)(?<dash>[-._])idx(?<rank>[0-9])-(?<type>[a-z0-9]+)$/;

/** Understands the name of a file without its folder and compression ending; undefined when it is no such name. */
export function parseIdxName(name: string): IdxPairName | undefined {
  const groups = pattern.exec(name)?.groups;
  if (groups === undefined) return undefined;
  const { prefix = '', separator = '', role, dash = '-', type = 'ubyte' } = groups;
  const other = role === 'images' ? `labels${dash}idx1-${type}` : `images${dash}idx3-${type}`;
  return { part: prefix === '' ? 'images' : prefix, role: role as 'images' | 'labels', counterpart: `${prefix}${separator}${other}`, ...(role === 'images' && { otherCounterpart: `${prefix}${separator}labels${dash}idx2-int` }) };
}
