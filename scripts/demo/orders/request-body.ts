import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.ts';

/** The largest body taken. */
export const bodyLimit = 1024 * 1024;

/** The JSON value of a request's body, refused unless it comes as one of `contentTypes`. */
export async function readJson(message: IncomingMessage, contentTypes: readonly string[]): Promise<unknown> {
  requireContentType(message, contentTypes);
  const bytes = await readBytes(message);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('malformed-request', 'The body is not valid JSON in UTF-8.');
  }
}

function requireContentType(message: IncomingMessage, contentTypes: readonly string[]): void {
  const sent = message.headers['content-type'] ?? '';
  const [mediaType = '', ...parameters] = sent
    .toLowerCase()
    .split(';')
    .map(part => part.trim());
  const charset = parameters.find(parameter => parameter.startsWith('charset='))?.slice('charset='.length);
  const readable = charset === undefined || ['utf-8', '"utf-8"', 'utf8'].includes(charset);
  const plain = (message.headers['content-encoding'] ?? 'identity').toLowerCase() === 'identity';
  if (contentTypes.includes(mediaType) && readable && plain) return;
  const accepted = contentTypes.join(', ');
  const header = message.method === 'PATCH' ? 'Accept-Patch' : 'Accept';
  throw new Problem(
    'unsupported-content-type',
    `Send the body as ${accepted}, in UTF-8 and not compressed.`,
    {
      headers: { [header]: accepted },
    },
  );
}

async function readBytes(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Not destroyed on return: the connection has to live long enough to carry the answer.
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > bodyLimit) break;
    chunks.push(chunk);
  }
  if (size <= bodyLimit) return Buffer.concat(chunks);
  // The rest is read and dropped, or a client still sending would see a reset instead of the answer.
  message.resume();
  throw new Problem('body-too-large', `The body may have at most ${bodyLimit} bytes.`);
}
