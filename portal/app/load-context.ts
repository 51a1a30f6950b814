import '@remix-run/node';

declare module '@remix-run/node' {
  /** What server.ts hands to every loader and action of one request. */
  interface AppLoadContext {
    cspNonce: string;
    /** The address of the browser, as the socket knows it. */
    clientAddress: string;
    /** Adds a cookie to the answer, whichever loader or action makes it. */
    setCookie(cookie: string): void;
  }
}
