import { type App, ErrorCode } from '@slack/bolt';
import type { BotMeans } from '../means.ts';

/** What goes wrong outside of any answer. Somebody in a workspace that is not connected any more is told so. */
export function listenForFaults(app: App, { log }: BotMeans): void {
  app.error(async fault => {
    const { error, body } = fault as unknown as {
      error: Error & { code?: string };
      body: { response_url?: unknown };
    };
    if (error.code !== ErrorCode.AuthorizationError) {
      log.error({ err: error }, 'a listener failed');
      return;
    }
    log.warn({ reason: error.message }, 'a workspace is not connected');
    // The request was signed, so the address is Slack's.
    if (typeof body.response_url !== 'string') return;
    const text = 'This workspace is not connected any more. Install the app again.';
    const json = { 'Content-Type': 'application/json' };
    await fetch(body.response_url, { method: 'POST', headers: json, body: JSON.stringify({ text }) }).catch(
      (failure: unknown) => log.warn({ err: failure }, 'nobody could be told'),
    );
  });
}
