import { createContext, useContext } from 'react';

/** The nonce of this answer's Content-Security-Policy. Empty in the browser, which hides nonces from scripts. */
const NonceContext = createContext('');

export const NonceProvider = NonceContext.Provider;

export function useNonce(): string {
  return useContext(NonceContext);
}
