import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { AppLoadContext, EntryContext, HandleErrorFunction } from '@remix-run/node';
import { RemixServer } from '@remix-run/react';
import type { ReactElement } from 'react';
import { renderToPipeableStream } from 'react-dom/server';
import { portalLog } from './log.server.ts';
import { NonceProvider } from './nonce.ts';

/** Longer than any page takes; a value that never comes must not hold the answer open. */
const renderLimitMs = 10_000;

/** Our pages defer nothing, so each is made whole and sent at once: streaming it in pieces cost a third of its time. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const nonce = loadContext.cspNonce;
  headers.set('Content-Type', 'text/html; charset=utf-8');
  const page = (
    <NonceProvider value={nonce}>
      <RemixServer context={remixContext} url={request.url} abortDelay={renderLimitMs} nonce={nonce} />
    </NonceProvider>
  );
  const { html, failed } = await render(page, nonce);
  return new Response(new Uint8Array(html), { status: failed ? 500 : status, headers });
}

function render(page: ReactElement, nonce: string): Promise<{ html: Buffer; failed: boolean }> {
  return new Promise((resolve, reject) => {
    let failed = false;
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady() {
        clearTimeout(limit);
        const whole = new PassThrough();
        buffer(whole).then(html => resolve({ html, failed }), reject);
        pipe(whole);
      },
      // Reaches handleError.
      onShellError: reject,
      onError(error) {
        failed = true;
        portalLog.error(error, 'rendering failed');
      },
    });
    const limit = setTimeout(abort, renderLimitMs + 1_000);
    limit.unref();
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
