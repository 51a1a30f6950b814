import { Agent, type IncomingMessage, request as plainRequest } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import type { ConsoleFault, ConsoleLine } from './envelope.ts';

const agents = { 'http:': new Agent({ keepAlive: true }), 'https:': new SecureAgent({ keepAlive: true }) };
const longestAnswer = 10 * 1024 * 1024;
const patienceMs = 60_000;

export type Sending = {
  /** Of the gateway. */
  url: URL;
  /** The request target, byte for byte as it was signed. */
  target: string;
  method: string;
  headers: readonly (readonly [string, string])[];
  body: Buffer | undefined;
  /** Aborted when the browser has left: then the call ends as well. */
  signal: AbortSignal;
};

/** Sends one call to the gateway and tells its answer as it comes in. Cookies of an API are none of the portal's. */
export async function* sendCall(sending: Sending): AsyncGenerator<ConsoleLine> {
  const began = performance.now();
  const timeout = AbortSignal.timeout(patienceMs);
  const end = (fault?: ConsoleFault): ConsoleLine => ({
    kind: 'end',
    milliseconds: Math.round(performance.now() - began),
    ...(fault !== undefined && { fault }),
  });
  const stop = AbortSignal.any([sending.signal, timeout]);
  let answer: IncomingMessage;
  try {
    answer = await ask(sending, stop);
  } catch (error) {
    yield end(timeout.aborted ? 'timeout' : wasConnected(error) ? 'no_answer' : 'gateway_unreachable');
    return;
  }
  yield headOf(answer);
  let length = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > longestAnswer) {
        yield end('answer_too_long');
        return;
      }
      yield { kind: 'piece', data: piece.toString('base64') };
    }
    yield end();
  } catch {
    yield end(timeout.aborted ? 'reading_ended' : 'answer_broken');
  }
}

/** Only a connection that never came to be is proof that nothing was sent. */
function wasConnected(error: unknown): boolean {
  const syscall = error instanceof Error && 'syscall' in error ? error.syscall : undefined;
  return syscall !== 'connect' && syscall !== 'getaddrinfo';
}

async function ask(
  { url, target, method, headers, body }: Sending,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:';
  return await new Promise((resolve, reject) => {
    const sent = (isSecure ? secureRequest : plainRequest)(
      url,
      { path: target, method, agent: agents[isSecure ? 'https:' : 'http:'], signal },
      resolve,
    );
    sent.on('error', reject);
    for (const [name, value] of joined(headers)) sent.setHeader(name, value);
    if (body !== undefined) sent.setHeader('Content-Length', body.length);
    sent.end(body);
  });
}

/** A field that comes several times is one with a list. */
const joined = (headers: Sending['headers']): [string, string[]][] =>
  [...Map.groupBy(headers, ([name]) => name.toLowerCase()).values()].map(some => [
    some[0]?.[0] ?? '',
    some.map(([, value]) => value),
  ]);

function headOf({ statusCode = 0, statusMessage = '', rawHeaders }: IncomingMessage): ConsoleLine {
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = [rawHeaders[at], rawHeaders[at + 1]];
    if (name.toLowerCase() !== 'set-cookie') headers.push([name, value]);
  }
  return { kind: 'head', status: statusCode, statusText: statusMessage, headers };
}
