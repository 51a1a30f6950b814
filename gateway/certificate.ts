import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createSecureContext, type Server, type TlsOptions } from 'node:tls';
import type { Logger } from '@ck/shared/process';

/** Where the certificate of the gateway's port lies, with its chain, and its key. PEM. */
export type CertificateFiles = { certFile: string; keyFile: string };

/** How often it is looked whether somebody has renewed them. Milliseconds. */
const lookEveryMs = 60_000;

/**
 * What the port speaks TLS with.
 * @throws Error saying which file cannot be read, or that the two do not belong together; never what is in them
 */
export function readCertificate({ certFile, keyFile }: CertificateFiles): TlsOptions {
  const read = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  try {
    createSecureContext(read);
  } catch {
    throw new Error(`${certFile} and ${keyFile} are no certificate with its key.`);
  }
  return { ...read, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'] };
}

/** Certificates last for weeks, gateways for months: what is renewed is used from the next connection on. */
export class CertificateWatch {
  readonly #files: CertificateFiles;
  readonly #look: () => void;

  constructor(files: CertificateFiles, server: Server, log: Logger, everyMs = lookEveryMs) {
    this.#files = files;
    this.#look = () => {
      try {
        server.setSecureContext(readCertificate(files));
        log.info({ certificate: files.certFile }, 'a renewed certificate is in use');
      } catch (error) {
        // One of the two may be there before the other.
        log.error({ err: error }, 'a renewed certificate cannot be used; the one before goes on');
      }
    };
    for (const file of Object.values(files))
      watchFile(file, { interval: everyMs, persistent: false }, this.#look);
  }

  close(): void {
    for (const file of Object.values(this.#files)) unwatchFile(file, this.#look);
  }
}
