import { connect, type LookupFunction, type Socket } from 'node:net';
import { readBuffer } from './read-in-place.ts';

/** How an origin is reached. `connectTls` is for `https:`; it is undici's, which keeps sessions and checks certificates. */
export type Place = {
  host: string;
  hostname: string;
  port: number;
  lookup: LookupFunction;
  connectTls?: (then: (error: Error | null, socket: Socket | null) => void) => void;
};

/** Who looks at the bytes of a connection; they are good until it returns. */
type Reader = { bytesCame(bytes: Buffer): void };

/** Without a buffer and an event for each read: the bytes are looked at where the system put them. */
export function connectPlain({ hostname, port, lookup }: Place, reader: Reader): Socket {
  const onread = {
    buffer: readBuffer,
    callback(length: number, buffer: Uint8Array): boolean {
      reader.bytesCame(buffer.subarray(0, length) as Buffer);
      return true;
    },
  };
  return connect({ host: hostname, port, lookup, noDelay: true, onread });
}
