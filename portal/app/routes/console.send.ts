import { Readable } from 'node:stream';
import { assertionHeader, makeAssertion } from '@ck/shared/console';
import { databaseTime } from '@ck/shared/database';
import { openKeyForCall } from '@ck/shared/keys';
import { createReadableStreamFromReadable } from '@remix-run/node';
import { signedIn } from '#app/auth/require-account.server.ts';
import { portalSettings } from '#app/config.server.ts';
import { keepForReplay } from '#app/console/keep-for-replay.server.ts';
import { readConsoleRequest } from '#app/console/read-console-request.server.ts';
import { sendCall } from '#app/console/send-call.server.ts';

/**
 * Makes one call for the console: the key is added here and is in no page. The answer comes back as lines of JSON, so that
 * nothing of it is ever taken for a page, a script or a cookie of the portal.
 */
export const action = signedIn(async ({ actor, account, request, context }) => {
  const wanted = readConsoleRequest(await request.json().catch(() => undefined));
  if (wanted === undefined) return new Response('This call cannot be sent.', { status: 400 });
  const { gatewayUrl, consoleSecret, keySecrets } = portalSettings();
  const { keyId, environment, method, path, body } = wanted;
  const { keyText, slug } = await openKeyForCall(actor, wanted, keySecrets);
  const url = new URL(gatewayUrl);
  const target = `/${slug}${path}`;
  const person = { accountId: account.id, email: account.email };
  const now = (await databaseTime()).getTime();
  const assertion = makeAssertion({ keyId, environment, method, target }, person, consoleSecret, now);
  const call = wanted;
  async function* lines() {
    const headers = [...call.headers, ['X-Api-Key', keyText], [assertionHeader, assertion]] as const;
    const sending = {
      url,
      target: `${url.pathname.replace(/\/$/, '')}${target}`,
      method,
      headers,
      signal: request.signal,
    };
    const bytes = body === undefined ? undefined : Buffer.from(body, 'base64');
    for await (const line of sendCall({ ...sending, body: bytes })) {
      if (bytes !== undefined && line.kind === 'head') await keepForReplay(call, bytes, line);
      yield `${JSON.stringify(line)}\n`;
      if (!(await context.output.whenReady())) return;
    }
  }
  return new Response(createReadableStreamFromReadable(Readable.from(lines(), { objectMode: false })), {
    headers: { 'Content-Type': 'application/x-ndjson', 'Cache-Control': 'no-store' },
  });
});
