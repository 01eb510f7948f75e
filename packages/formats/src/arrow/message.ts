/** Messages: what comes before each body (Message.fbs). */
import { Message } from 'apache-arrow/fb/message';
import type { MessageHeader } from 'apache-arrow/fb/message-header';
import { MetadataVersion } from 'apache-arrow/fb/metadata-version';
import { ByteBuffer } from 'flatbuffers';
import { invalidArrow, parsed } from './error.ts';
import { metadataOf, sizeOf, vectorLength } from './flat.ts';

/** A message's metadata. */
export interface ArrowMessage {
  readonly headerType: MessageHeader;
  /** The header, read into `empty`. */
  readonly header: <T>(empty: T) => T;
  readonly bodyLength: number;
  readonly version: MetadataVersion;
  /** How the body is compressed by Arrow 0.17, before the format had a place for it. */
  readonly experimentalCompression: string | undefined;
}

const experimentalKey = 'ARROW:experimental_compression';

/** Reads the metadata of a message, without its length before it. @throws InvalidDataError `invalid-arrow` */
export function readMessage(metadata: Uint8Array): ArrowMessage {
  return parsed('a message', () => {
    if (metadata.length < 8) throw invalidArrow('the metadata of a message are too short');
    const message = Message.getRootAsMessage(new ByteBuffer(metadata));
    const version = message.version();
    checkVersion(version);
    return {
      headerType: message.headerType(),
      bodyLength: sizeOf(message.bodyLength(), 'the length of a body'),
      version,
      experimentalCompression: metadataOf(vectorLength(message.customMetadataLength(), 4, message), (index) => message.customMetadata(index)!).get(experimentalKey),
      header<T>(empty: T): T {
        const header = message.header(empty) as T | null;
        if (header === null) throw invalidArrow('a message has no header');
        return header;
      },
    };
  });
}

/** Versions 4 and 5 are those since Arrow 0.8. @throws InvalidDataError `invalid-arrow` */
export function checkVersion(version: MetadataVersion): void {
  if (version !== MetadataVersion.V4 && version !== MetadataVersion.V5) throw invalidArrow(`the metadata have the version number ${version}; expected 3 or 4 (Arrow 0.8 or newer)`);
}
