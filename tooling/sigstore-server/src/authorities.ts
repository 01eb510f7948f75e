/** A certificate authority, its log of certificates, a log of signatures and a time-stamping authority, with new keys. */
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from '@sigstore/mock';

/** What can be otherwise. */
export interface AuthorityOptions {
  /** When certificates begin to be valid, for ten minutes; otherwise now. */
  readonly certificateTime?: Date;
}

type Keys = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
type CertificateAuthority = Awaited<ReturnType<typeof initializeCA>>;
type CertificateLog = Awaited<ReturnType<typeof initializeCTLog>>;
type SignatureLog = Awaited<ReturnType<typeof initializeTLog>>;
type TimestampAuthority = Awaited<ReturnType<typeof initializeTSA>>;

const newKeys = (namedCurve = 'P-256'): Keys => generateKeyPairSync('ec', { namedCurve });
const base64 = (bytes: ArrayBufferView): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** All authorities of one instance. */
export class Authorities {
  readonly ca: CertificateAuthority;
  readonly tlog: SignatureLog;
  readonly tsa: TimestampAuthority;
  readonly #ctLog: CertificateLog;

  private constructor(ca: CertificateAuthority, ctLog: CertificateLog, tlog: SignatureLog, tsa: TimestampAuthority) {
    this.ca = ca;
    this.#ctLog = ctLog;
    this.tlog = tlog;
    this.tsa = tsa;
  }

  static async create(url: string, { certificateTime }: AuthorityOptions): Promise<Authorities> {
    const ctLog = await initializeCTLog(newKeys());
    // Whole seconds, as Sigstore's own authority has them: its library reads no fraction but one of three digits.
    const tsa = Object.assign(await initializeTSA(newKeys('P-384')), { getCurrentTime: () => new Date(Math.floor(Date.now() / 1000) * 1000) });
    return new Authorities(await initializeCA(newKeys('P-384'), ctLog, certificateTime), ctLog, await initializeTLog(url, newKeys()), tsa);
  }

  /** The trusted root, as Sigstore writes it. */
  trustedRoot(url: string): string {
    const validFor = { start: '2020-01-01T00:00:00Z' };
    const log = (publicKey: Buffer): object => ({
      baseUrl: url,
      hashAlgorithm: 'SHA2_256',
      publicKey: { rawBytes: base64(publicKey), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
      logId: { keyId: createHash('sha256').update(publicKey).digest('base64') },
    });
    const authority = (...certificates: readonly ArrayBufferView[]): object => ({
      subject: { organization: 'sigstore.mock', commonName: 'sigstore' },
      uri: url,
      certChain: { certificates: certificates.map((certificate) => ({ rawBytes: base64(certificate) })) },
      validFor,
    });
    return JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [log(this.tlog.publicKey)],
      certificateAuthorities: [authority(this.ca.rootCertificate)],
      ctlogs: [log(this.#ctLog.publicKey)],
      timestampAuthorities: [authority(this.tsa.intCertificate, this.tsa.rootCertificate)],
    });
  }
}
