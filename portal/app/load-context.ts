import '@remix-run/node';
import type { Output } from '../server/follow-output.ts';

declare module '@remix-run/node' {
  /** What server.ts hands to every loader and action of one request. */
  interface AppLoadContext {
    cspNonce: string;
    /** The address of the browser, as the socket knows it. */
    clientAddress: string;
    /** Adds a cookie to the answer, whichever loader or action makes it. */
    setCookie(cookie: string): void;
    /** How this answer is taken by its reader: bodies without a foreseeable length ask it. */
    output: Output;
    /** Aborted when the portal ends. */
    closing: AbortSignal;
  }
}
