import type { ConsoleFault, ConsoleLine, ConsoleRequest } from './envelope.ts';

/** A call that the console made, as far as it has come. */
export type ConsoleAnswer = {
  status: number;
  statusText: string;
  headers: (readonly [string, string])[];
  body: Blob;
  milliseconds: number;
  fault?: ConsoleFault;
};

/** Why the portal did not send. */
type PortalFault =
  | 'portal_unreachable'
  | 'not_allowed'
  | 'signed_out'
  | 'too_large'
  | 'not_sendable'
  | 'portal_failed';

type Words = { title: string; text: string };

/** What the person reads where there is no answer of the gateway or the API, or not all of one. */
export const faultWords: Readonly<Record<ConsoleFault | PortalFault, Words>> = {
  portal_unreachable: {
    title: 'No connection to the portal',
    text: 'Whether anything was sent is not known: look at the log first. Is this computer online?',
  },
  not_allowed: {
    title: 'Not sent',
    text: 'You cannot use this key any more. Ask its owner, or reload the page.',
  },
  signed_out: { title: 'Not sent', text: 'You are signed out. Reload the page to sign in.' },
  too_large: {
    title: 'Not sent',
    text: 'This is more than the console sends: at most about 3 MB. Your own app may send more.',
  },
  not_sendable: {
    title: 'Not sent',
    text: 'This is no call that can be sent. Look at its path and headers.',
  },
  portal_failed: {
    title: 'The portal could not send this',
    text: 'Whether the API did something is not known.',
  },
  gateway_unreachable: {
    title: 'The gateway did not answer',
    text: 'Nothing was sent. Your key is fine. Try again in a moment.',
  },
  no_answer: {
    title: 'The connection broke before there was an answer',
    text: 'Whether the API did something is not known.',
  },
  timeout: {
    title: 'There was no answer within 60 seconds',
    text: 'Whether the API did something is not known.',
  },
  answer_broken: { title: 'The answer broke off in the middle', text: 'What came until then is below.' },
  answer_too_long: {
    title: 'The answer is longer than what is shown here',
    text: 'The first 10 MB are below.',
  },
  reading_ended: {
    title: 'The console stopped reading after 60 seconds',
    text: 'What came until then is below. Your own app may read on.',
  },
};

export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  readonly code: keyof typeof faultWords;

  constructor(code: keyof typeof faultWords) {
    super(faultWords[code].title);
    this.code = code;
  }
}

type Means = { signal?: AbortSignal; onProgress?: (soFar: ConsoleAnswer) => void };

/**
 * Has the portal make a call with the key, which stays there.
 * @throws ConsoleError when there is no answer at all; AbortError when it was cancelled
 */
export async function sendThroughPortal(request: ConsoleRequest, means: Means = {}): Promise<ConsoleAnswer> {
  const { signal, onProgress = () => {} } = means;
  const sent = await fetch('/console/send', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    redirect: 'manual',
    ...(signal !== undefined && { signal }),
  }).catch(error => {
    throw signal?.aborted === true ? error : new ConsoleError('portal_unreachable');
  });
  if (!sent.ok || sent.body === null) throw new ConsoleError(portalFaultOf(sent));
  return await readAnswer(sent.body, onProgress);
}

/** A session that has ended leads to the sign-in page. */
function portalFaultOf({ type, status }: Pick<Response, 'type' | 'status'>): PortalFault {
  if (type === 'opaqueredirect') return 'signed_out';
  if (status === 403 || status === 404) return 'not_allowed';
  if (status === 413) return 'too_large';
  return status === 400 ? 'not_sendable' : 'portal_failed';
}

type Head = Extract<ConsoleLine, { kind: 'head' }>;

async function readAnswer(
  stream: ReadableStream<Uint8Array>,
  onProgress: (soFar: ConsoleAnswer) => void,
): Promise<ConsoleAnswer> {
  const began = performance.now();
  let head: Head | undefined;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const line of linesOf(stream)) {
    if (line.kind === 'head') head = line;
    else if (line.kind === 'piece') pieces.push(bytesOf(line.data));
    else if (head === undefined) throw new ConsoleError(line.fault ?? 'gateway_unreachable');
    else {
      const { milliseconds, fault } = line;
      return { ...answerOf(head, pieces, milliseconds), ...(fault !== undefined && { fault }) };
    }
    // Event streams have no end that anybody waits for.
    if (head !== undefined) onProgress(answerOf(head, pieces, Math.round(performance.now() - began)));
  }
  // The portal broke off in the middle.
  throw new ConsoleError('no_answer');
}

const answerOf = (
  { status, statusText, headers }: Head,
  pieces: Uint8Array<ArrayBuffer>[],
  milliseconds: number,
): ConsoleAnswer => ({ status, statusText, headers, body: new Blob(pieces), milliseconds });

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<ConsoleLine> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as ConsoleLine;
  }
}

export const headerOf = ({ headers }: Pick<ConsoleAnswer, 'headers'>, name: string): string | undefined =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1];
