import { keyTextPattern } from '../keys/index.ts';

const secretName = /key|token|secret|passw|passphrase|pwd|auth|signature|session|code|credential|bearer|jwt/i;
/** Short words that are part of harmless ones, as in "signup" and "shipping". */
const secretWord = /(?:^|[^a-z])(?:sig|sid|pin|otp|pass)(?:$|[^a-z])/i;
const maxLength = 2048;

/** The query as it may be stored: values whose name or form says secret are replaced, the rest is as it was sent. */
export function redactQuery(query: string): string {
  if (query === '') return '';
  const parts = query.split('&').map(part => {
    const cut = part.indexOf('=');
    const name = cut < 0 ? part : part.slice(0, cut);
    const secret =
      keyTextPattern.test(part) || keyTextPattern.test(decode(part)) || isSecretName(decode(name));
    return secret ? (keyTextPattern.test(decode(name)) ? '[secret]' : `${name}=[secret]`) : part;
  });
  return parts.join('&').slice(0, maxLength);
}

const isSecretName = (name: string) => secretName.test(name) || secretWord.test(name);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
