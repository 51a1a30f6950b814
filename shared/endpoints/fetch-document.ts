import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { DomainError } from '../errors.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { type AddressPolicy, readAddress } from './upstream-address.ts';

const longestBytes = 10 * 1024 * 1024;
const field = 'documentUrl';

/** What took too long, in milliseconds, is given up. */
export type FetchLimits = { withinMs?: number };

/**
 * The text that lies at an address, asked for once by this machine: under the guard that upstreams are under, at most
 * 10 MB within 10 s, without credentials, and without following a redirect, which could lead anywhere.
 * @throws DomainError `invalid` or `upstream_forbidden`, with what to do; what the other side said is not repeated
 */
export async function fetchDocument(
  address: string,
  policy: AddressPolicy,
  { withinMs = 10_000 }: FetchLimits = {},
): Promise<string> {
  const url = readAddress(address, policy, field);
  const signal = AbortSignal.timeout(withinMs);
  try {
    const answer = await ask(url, policy, signal);
    requireDocument(answer);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readAll(answer));
  } catch (error) {
    throw inWords(error, url, signal);
  }
}

async function ask(url: URL, policy: AddressPolicy, signal: AbortSignal): Promise<IncomingMessage> {
  const accept = 'application/json, application/yaml, text/yaml, text/plain;q=0.9, */*;q=0.5';
  const headers = { accept, 'accept-encoding': 'identity', 'user-agent': 'collaboration-keys' };
  const get = url.protocol === 'https:' ? getSecure : getPlain;
  return await new Promise((resolve, reject) => {
    get(url, { agent: false, headers, lookup: guardedLookup(policy), signal }, resolve).on('error', reject);
  });
}

function requireDocument(answer: IncomingMessage): void {
  const { statusCode = 0, headers } = answer;
  const fault =
    statusCode >= 300 && statusCode < 400
      ? 'That address leads on to another one. Enter the one that it ends at.'
      : statusCode !== 200
        ? `That address answers ${statusCode}, not 200. It must be readable without signing in.`
        : (headers['content-encoding'] ?? 'identity') !== 'identity'
          ? 'That address answers in a coding that was not asked for.'
          : Number(headers['content-length'] ?? 0) > longestBytes
            ? tooLong
            : undefined;
  if (fault === undefined) return;
  answer.destroy();
  throw refuse(fault);
}

async function readAll(answer: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    // Leaving the loop ends the connection.
    if (length > longestBytes) throw refuse(tooLong);
  }
  return Buffer.concat(pieces);
}

function inWords(error: unknown, { host, hostname }: URL, signal: AbortSignal): unknown {
  if (error instanceof DomainError) return error;
  if (signal.aborted) return refuse(`${host} did not answer in time. Try again, or paste the document.`);
  if (error instanceof TypeError) return refuse('What lies there is no text in UTF-8.');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EFORBIDDEN')
    return new DomainError(
      'upstream_forbidden',
      `${hostname} is in a network that must not be asked from here. Paste the document instead.`,
      { field },
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return refuse(`${hostname} was not found. Check the spelling.`);
  return refuse(`${host} could not be read${code === '' ? '' : ` (${code})`}. Paste the document instead.`);
}

const tooLong = 'That document is larger than 10 MB.';
const refuse = (message: string) => new DomainError('invalid', message, { field });
