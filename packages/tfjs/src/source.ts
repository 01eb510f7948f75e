/** What all sources of tensors say of themselves: they are in memory, and can be read by this process only. */
import type { Shard, SourceDescription, Transform } from '@datasig/core/spec';

const defaultName = 'tensors';

/** The connector's name in fingerprints. */
export const connectorName = 'tfjs';

/** The one piece: the order of elements is the only way through them. */
export const onlyShard: Shard = { id: 'all', descriptor: {} };

/** A description but for schema and counts. */
export function describeSource(name: string = defaultName, transforms: readonly Transform[] = []): SourceDescription {
  return {
    name,
    connector: connectorName,
    location: 'memory',
    ...(transforms.length > 0 && { transforms }),
    capabilities: { reopenable: false, columnSelection: false, untypedText: false },
  };
}
