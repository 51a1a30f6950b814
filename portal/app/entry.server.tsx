import { PassThrough } from 'node:stream';
import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type HandleErrorFunction,
} from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { portalLog } from './log.server.ts';
import { NonceProvider } from './nonce.ts';

/** Longer than any page takes; a deferred value that never comes must not hold the answer open. */
const renderLimitMs = 10_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const nonce = loadContext.cspNonce;
  const waitsForAll = isbot(request.headers.get('user-agent') ?? '');
  headers.set('Content-Type', 'text/html; charset=utf-8');
  return new Promise((resolve, reject) => {
    let begun = false;
    const answer = () => {
      begun = true;
      const body = new PassThrough();
      resolve(
        new Response(createReadableStreamFromReadable(body), { status: failed ? 500 : status, headers }),
      );
      pipe(body);
    };
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={renderLimitMs} nonce={nonce} />
      </NonceProvider>,
      {
        nonce,
        ...(waitsForAll ? { onAllReady: answer } : { onShellReady: answer }),
        onShellError: reject,
        onError(error) {
          failed = true;
          // Before the shell is out the error reaches handleError through onShellError.
          if (begun) portalLog.error(error, 'rendering failed');
        },
      },
    );
    setTimeout(abort, renderLimitMs + 1_000).unref();
  });
}

/** Only what nobody foresaw gets here; answers thrown on purpose do not. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted) return;
  portalLog.error(
    { err: error, method: request.method, path: new URL(request.url).pathname },
    'request failed',
  );
};
