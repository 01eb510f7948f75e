/**
 * A reader of Python's pickles that runs nothing: dictionaries, lists, tuples, numbers, texts, and NumPy's arrays as data.
 *
 * Pickles are programs that may name any function. This one knows three names, of NumPy's arrays, and makes data of them
 * itself; every other name, and every operation that is not needed for them, is refused. Source: CPython's documented
 * opcodes (`pickletools`), protocols 2 to 4.
 */
import { InvalidDataError } from '@datasig/core';
import { PickledArray, PickledType } from './pickled-array.ts';

/** A value of a pickle: dictionaries are maps, lists and tuples arrays; a text of bytes above 127 is bytes. */
export type PickledValue = null | boolean | number | string | Uint8Array | PickledArray | PickledType | PickledName | PickledValue[] | Map<PickledValue, PickledValue>;

/** One of the names that are known. */
type PickledName = { readonly known: 'array' | 'type' | 'ndarray' };

const names: Readonly<Record<string, PickledName['known']>> = {
  'numpy.core.multiarray _reconstruct': 'array',
  'numpy._core.multiarray _reconstruct': 'array',
  'numpy ndarray': 'ndarray',
  'numpy dtype': 'type',
};

const mark: unique symbol = Symbol('mark');
type Item = PickledValue | typeof mark;

/** The value of a pickle, which is all of `bytes`. @throws InvalidDataError `invalid-pickle`, `truncated` */
export function readPickle(bytes: Uint8Array): PickledValue {
  return new PickleReader(bytes).read();
}

class PickleReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #stack: Item[] = [];
  readonly #memo = new Map<number, PickledValue>();
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(): PickledValue {
    for (;;) {
      const opcode = this.#take(1)[0]!;
      if (opcode === 0x2e) return this.#pop();
      const operation = operations[opcode];
      if (operation === undefined) throw this.#invalid(`operation 0x${opcode.toString(16)} is not needed for arrays and lists, and not carried out`);
      operation(this);
    }
  }

  push(item: Item): void {
    this.#stack.push(item);
  }

  #pop(): PickledValue {
    const item = this.#stack.pop();
    if (item === undefined || item === mark) throw this.#invalid('a value is missing');
    return item;
  }

  /** The value on top stays. */
  #top(): PickledValue {
    const item = this.#pop();
    this.#stack.push(item);
    return item;
  }

  popMarked(): PickledValue[] {
    const index = this.#stack.lastIndexOf(mark);
    if (index === -1) throw this.#invalid('a mark is missing');
    return this.#stack.splice(index).slice(1) as PickledValue[];
  }

  pushTuple(length: number): void {
    const items = Array.from({ length }, () => this.#pop()).reverse();
    this.push(items);
  }

  append(items: readonly PickledValue[]): void {
    const list = this.#top();
    if (!Array.isArray(list)) throw this.#invalid('a list is missing');
    for (const item of items) list.push(item);
  }

  setItems(items: readonly PickledValue[]): void {
    const map = this.#top();
    if (!(map instanceof Map) || items.length % 2 !== 0) throw this.#invalid('a dictionary is missing');
    for (let i = 0; i < items.length; i += 2) map.set(items[i]!, items[i + 1]!);
  }

  /** Calls a known name, which makes data. */
  reduce(): void {
    const [parameters, name] = [this.#pop(), this.#pop()];
    const known = typeof name === 'object' && name !== null && 'known' in name ? name.known : undefined;
    if (known === 'array') return this.push(new PickledArray());
    if (known === 'type' && Array.isArray(parameters) && typeof parameters[0] === 'string') return this.push(new PickledType(parameters[0]));
    throw this.#invalid('only NumPy’s arrays are made');
  }

  build(): void {
    const state = this.#pop();
    const built = this.#top();
    if (built instanceof PickledType || (built instanceof PickledArray && built.build(state))) return;
    throw this.#invalid('an array whose state is not that of an array');
  }

  pushName(module: PickledValue, name: PickledValue): void {
    const known = typeof module === 'string' && typeof name === 'string' && Object.hasOwn(names, `${module} ${name}`) ? names[`${module} ${name}`] : undefined;
    if (known === undefined) throw this.#invalid('a name other than those of NumPy’s arrays, which may run anything');
    this.push({ known });
  }

  pushStackName(): void {
    const [name, module] = [this.#pop(), this.#pop()];
    this.pushName(module, name);
  }

  takeLine(): string {
    const end = this.#bytes.subarray(this.#at, this.#at + 256).indexOf(0x0a);
    if (end === -1) throw this.#invalid('a name without an end');
    return this.#decode(this.#take(end + 1).subarray(0, end)) as string;
  }

  takeUint(byteLength: 1 | 2 | 4): number {
    const at = this.#at;
    this.#take(byteLength);
    return byteLength === 1 ? this.#view.getUint8(at) : byteLength === 2 ? this.#view.getUint16(at, true) : this.#view.getUint32(at, true);
  }

  takeInt32(): number {
    const at = this.#at;
    this.#take(4);
    return this.#view.getInt32(at, true);
  }

  /** Text of ASCII, or bytes. */
  pushText(byteLength: number): void {
    this.push(this.#decode(this.#take(byteLength)));
  }

  pushBytes(byteLength: number): void {
    this.push(this.#take(byteLength));
  }

  skip(byteLength: number): void {
    this.#take(byteLength);
  }

  pop(): PickledValue {
    return this.#pop();
  }

  store(index: number): void {
    this.#memo.set(index, this.#top());
  }

  memoize(): void {
    this.store(this.#memo.size);
  }

  recall(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.#invalid('what should be remembered is not there');
    this.push(value);
  }

  #decode(bytes: Uint8Array): string | Uint8Array {
    if (bytes.length > 256 || bytes.some((byte) => byte >= 0x80)) return bytes;
    return String.fromCharCode(...bytes);
  }

  #take(byteLength: number): Uint8Array {
    if (byteLength > this.#bytes.length - this.#at) throw new InvalidDataError('truncated', 'the pickle ends too early', { byteOffset: this.#bytes.length });
    return this.#bytes.subarray(this.#at, (this.#at += byteLength));
  }

  #invalid(reason: string): InvalidDataError {
    return new InvalidDataError('invalid-pickle', `the pickle is not one of arrays and lists alone: ${reason}`, { byteOffset: this.#at });
  }
}

/** By opcode; named as in `pickletools`. */
const operations: Readonly<Record<number, (reader: PickleReader) => void>> = {
  0x28: (reader) => reader.push(mark), // MARK
  0x29: (reader) => reader.push([]), // EMPTY_TUPLE
  0x42: (reader) => reader.pushBytes(reader.takeUint(4)), // BINBYTES
  0x43: (reader) => reader.pushBytes(reader.takeUint(1)), // SHORT_BINBYTES
  0x4a: (reader) => reader.push(reader.takeInt32()), // BININT
  0x4b: (reader) => reader.push(reader.takeUint(1)), // BININT1
  0x4d: (reader) => reader.push(reader.takeUint(2)), // BININT2
  0x4e: (reader) => reader.push(null), // NONE
  0x52: (reader) => reader.reduce(), // REDUCE
  0x54: (reader) => reader.pushText(reader.takeUint(4)), // BINSTRING
  0x55: (reader) => reader.pushText(reader.takeUint(1)), // SHORT_BINSTRING
  0x58: (reader) => reader.pushText(reader.takeUint(4)), // BINUNICODE
  0x5d: (reader) => reader.push([]), // EMPTY_LIST
  0x61: (reader) => reader.append([reader.pop()]), // APPEND
  0x62: (reader) => reader.build(), // BUILD
  0x63: (reader) => reader.pushName(reader.takeLine(), reader.takeLine()), // GLOBAL
  0x65: (reader) => reader.append(reader.popMarked()), // APPENDS
  0x68: (reader) => reader.recall(reader.takeUint(1)), // BINGET
  0x6a: (reader) => reader.recall(reader.takeUint(4)), // LONG_BINGET
  0x71: (reader) => reader.store(reader.takeUint(1)), // BINPUT
  0x72: (reader) => reader.store(reader.takeUint(4)), // LONG_BINPUT
  0x73: (reader) => reader.setItems([reader.pop(), reader.pop()].reverse()), // SETITEM
  0x74: (reader) => reader.push(reader.popMarked()), // TUPLE
  0x75: (reader) => reader.setItems(reader.popMarked()), // SETITEMS
  0x7d: (reader) => reader.push(new Map()), // EMPTY_DICT
  0x80: (reader) => reader.skip(1), // PROTO
  0x85: (reader) => reader.pushTuple(1), // TUPLE1
  0x86: (reader) => reader.pushTuple(2), // TUPLE2
  0x87: (reader) => reader.pushTuple(3), // TUPLE3
  0x88: (reader) => reader.push(true), // NEWTRUE
  0x89: (reader) => reader.push(false), // NEWFALSE
  0x8c: (reader) => reader.pushText(reader.takeUint(1)), // SHORT_BINUNICODE
  0x93: (reader) => reader.pushStackName(), // STACK_GLOBAL
  0x94: (reader) => reader.memoize(), // MEMOIZE
  0x95: (reader) => reader.skip(8), // FRAME
};
