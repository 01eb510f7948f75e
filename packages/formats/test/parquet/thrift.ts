/** Writes the compact protocol of Apache Thrift. */

/** A value with its type code. */
export interface Encoded {
  readonly type: number;
  readonly bytes: readonly number[];
}

/** A varint of at most 10 bytes. */
export function varint(value: bigint | number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
}

/** A signed integer. */
export function zigzag(value: bigint | number): number[] {
  const whole = BigInt(value);
  return varint((whole << 1n) ^ (whole >> 63n));
}

export const i32 = (value: number): Encoded => ({ type: 5, bytes: zigzag(value) });
export const i64 = (value: bigint | number): Encoded => ({ type: 6, bytes: zigzag(value) });
export const bool = (value: boolean): Encoded => ({ type: value ? 1 : 2, bytes: [] });
export const binary = (value: string | Uint8Array): Encoded => {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return { type: 8, bytes: [...varint(bytes.length), ...bytes] };
};

/** A list; its elements are of one type. */
export function list(elements: readonly Encoded[], elementType: number = elements[0]?.type ?? 12): Encoded {
  const head = elements.length < 15 ? [(elements.length << 4) | elementType] : [0xf0 | elementType, ...varint(elements.length)];
  return { type: 9, bytes: head.concat(...elements.map(({ bytes }) => bytes)) };
}

/** A struct; fields that are undefined are left out. */
export function struct(fields: Readonly<Record<number, Encoded | undefined>>): Encoded {
  const bytes: number[] = [];
  let before = 0;
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const id = Number(key);
    const delta = id - before;
    if (delta > 0 && delta < 16) bytes.push((delta << 4) | value.type);
    else bytes.push(value.type, ...zigzag(id));
    for (const byte of value.bytes) bytes.push(byte);
    before = id;
  }
  bytes.push(0);
  return { type: 12, bytes };
}
