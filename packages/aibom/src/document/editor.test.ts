/** Lossless editing: all that is not touched keeps its bytes, and what is added looks like the rest. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentEditor } from './editor.ts';
import { itemsOf, type JsonArrayNode, type JsonObjectNode, memberOf } from './json-node.ts';
import { parseDocument } from './parse.ts';

const open = (text: string): DocumentEditor => new DocumentEditor(text, parseDocument(text));
const rootOf = (editor: DocumentEditor): JsonObjectNode => editor.root as JsonObjectNode;
const listOf = (editor: DocumentEditor): JsonArrayNode => memberOf(editor.root, 'list') as JsonArrayNode;

function addItem(text: string): string {
  const editor = open(text);
  editor.append(listOf(editor), { x: [1], y: {} });
  return editor.finish();
}

describe('an addition', () => {
  it.each([
    ['two spaces', '{\n  "list": [\n    1\n  ]\n}\n', '{\n  "list": [\n    1,\n    {\n      "x": [\n        1\n      ],\n      "y": {}\n    }\n  ]\n}\n'],
    ['tabs', '{\n\t"list": []\n}', '{\n\t"list": [\n\t\t{\n\t\t\t"x": [\n\t\t\t\t1\n\t\t\t],\n\t\t\t"y": {}\n\t\t}\n\t]\n}'],
    ['one line', '{"list": [1, 2], "z": 1}', '{"list": [1, 2, {"x": [1], "y": {}}], "z": 1}'],
    ['one line without spaces', '{"list":[1],"z":1}', '{"list":[1,{"x":[1],"y":{}}],"z":1}'],
    ['a line within lines', '{\n  "list": [1, 2]\n}', '{\n  "list": [1, 2, {"x": [1], "y": {}}]\n}'],
    ['line ends of Windows', '{\r\n  "list": [\r\n    1\r\n  ]\r\n}', '{\r\n  "list": [\r\n    1,\r\n    {\r\n      "x": [\r\n        1\r\n      ],\r\n      "y": {}\r\n    }\r\n  ]\r\n}'],
    ['a space before the colon', '{\n  "list" : []\n}', '{\n  "list" : [\n    {\n      "x" : [\n        1\n      ],\n      "y" : {}\n    }\n  ]\n}'],
    ['a byte order mark', '\uFEFF{"list":[]}', '\uFEFF{"list":[{"x":[1],"y":{}}]}'],
  ])('in a document with %s', (_, text, expected) => {
    expect(addItem(text)).toBe(expected);
  });

  it('keeps its order among several', () => {
    const editor = open('{"list":[1]}');
    for (const value of [2, 3]) editor.append(listOf(editor), value);
    editor.set(rootOf(editor), 'a', null);
    editor.set(rootOf(editor), 'b', 'b');
    expect(editor.finish()).toBe('{"list":[1,2,3],"a":null,"b":"b"}');
  });
});

describe('a change', () => {
  it('leaves numbers, escapes, order and white space of all else', () => {
    const text = '{ "n":1e400 ,"big": 123456789012345678901234567890,\n "e":"\\u00e9\\/", "list":[ 1,2 ] ,"old" : true}';
    const editor = open(text);
    editor.set(rootOf(editor), 'old', false);
    expect(editor.finish()).toBe(text.replace('true', 'false'));
  });

  it('is none where the value is the same', () => {
    const text = '{\n "a": {\n  "b": [\n   1\n  ]\n }\n}';
    const editor = open(text);
    editor.set(rootOf(editor), 'a', { b: [1] });
    expect(editor.finish()).toBe(text);
  });
});

it('gives what the same change of the parsed value gives, and keeps the rest', () => {
  const documents = fc.record({ list: fc.array(fc.jsonValue()), other: fc.jsonValue(), last: fc.jsonValue() });
  const layouts = fc.constantFrom<string | number>(0, 1, 2, 4, '\t');
  fc.assert(
    fc.property(documents, layouts, fc.jsonValue(), fc.jsonValue(), (document, indent, item, member) => {
      const text = JSON.stringify(document, undefined, indent);
      const editor = open(text);
      const list = listOf(editor);
      editor.append(list, item as never);
      editor.set(rootOf(editor), 'new', member as never);
      const edited = editor.finish();
      expect(JSON.parse(edited)).toEqual(JSON.parse(JSON.stringify({ ...document, list: [...document.list, item], new: member })));
      const before = itemsOf(list).at(-1)?.end ?? list.start + 1;
      expect(edited.slice(0, before)).toBe(text.slice(0, before));
      if (indent !== 0) expect(edited).toBe(JSON.stringify({ ...document, list: [...document.list, item], new: member }, undefined, indent));
    }),
  );
});
