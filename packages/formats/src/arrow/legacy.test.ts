import { KeyValue } from 'apache-arrow/fb/key-value';
import { Message } from 'apache-arrow/fb/message';
import { MessageHeader } from 'apache-arrow/fb/message-header';
import { MetadataVersion } from 'apache-arrow/fb/metadata-version';
import { RecordBatch } from 'apache-arrow/fb/record-batch';
import { Builder, ByteBuffer } from 'flatbuffers';
import { expect, it } from 'vitest';
import { corpusFile } from '../../test/corpus.ts';
import { chunked } from '../../test/read.ts';
import { uidOfBatches } from '../../test/uid.ts';
import { arrow } from './index.ts';

/** The stream with its compression told as Arrow 0.17 did: by a name in each message, not in the batch. */
function as017(stream: Uint8Array, compression: string): Uint8Array {
  const parts: Uint8Array[] = [];
  const view = new DataView(stream.buffer);
  for (let start = 0; start < stream.length; ) {
    const length = view.getInt32(start + 4, true);
    const message = Message.getRootAsMessage(new ByteBuffer(stream.subarray(start + 8, start + 8 + length)));
    const end = start + 8 + length + Number(length === 0 ? 0 : message.bodyLength());
    if (length > 0 && message.headerType() === MessageHeader.RecordBatch) {
      const metadata = rebuilt(message, compression);
      const head = new Uint8Array(8);
      new DataView(head.buffer).setInt32(0, -1, true);
      new DataView(head.buffer).setInt32(4, metadata.length, true);
      parts.push(head, metadata, stream.subarray(start + 8 + length, end));
    } else {
      parts.push(stream.subarray(start, end));
    }
    start = end;
  }
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function rebuilt(message: Message, compression: string): Uint8Array {
  const batch = message.header(new RecordBatch()) as RecordBatch;
  const builder = new Builder();
  RecordBatch.startBuffersVector(builder, batch.buffersLength());
  for (let index = batch.buffersLength() - 1; index >= 0; index--) structOf(builder, batch.buffers(index)!.offset(), batch.buffers(index)!.length());
  const buffers = builder.endVector();
  RecordBatch.startNodesVector(builder, batch.nodesLength());
  for (let index = batch.nodesLength() - 1; index >= 0; index--) structOf(builder, batch.nodes(index)!.length(), batch.nodes(index)!.nullCount());
  const nodes = builder.endVector();
  RecordBatch.startRecordBatch(builder);
  RecordBatch.addLength(builder, batch.length());
  RecordBatch.addNodes(builder, nodes);
  RecordBatch.addBuffers(builder, buffers);
  const header = RecordBatch.endRecordBatch(builder);
  const pair = KeyValue.createKeyValue(builder, builder.createString('ARROW:experimental_compression'), builder.createString(compression));
  const pairs = Message.createCustomMetadataVector(builder, [pair]);
  Message.startMessage(builder);
  Message.addVersion(builder, MetadataVersion.V4);
  Message.addHeaderType(builder, MessageHeader.RecordBatch);
  Message.addHeader(builder, header);
  Message.addBodyLength(builder, message.bodyLength());
  Message.addCustomMetadata(builder, pairs);
  builder.finish(Message.endMessage(builder));
  return builder.asUint8Array();
}

/** Two integers of 64 bits. */
function structOf(builder: Builder, first: bigint, second: bigint): void {
  builder.prep(8, 16);
  builder.writeInt64(second);
  builder.writeInt64(first);
}

it.each(['LZ4', 'lz4', 'lz4_frame'])('compression as Arrow 0.17 wrote it: %s', async (name) => {
  const { bytes, uid } = corpusFile('integers/pyarrow-lz4.arrows');
  expect(await uidOfBatches(arrow.readStream!(chunked(as017(bytes, name))))).toBe(uid);
});

it('a compression that is not read', async () => {
  const { bytes } = corpusFile('integers/pyarrow-lz4.arrows');
  expect(await uidOfBatches(arrow.readStream!(chunked(as017(bytes, 'constructor'))))).toBe('unsupported-codec');
});
