import { http, passthrough, type RequestHandler } from 'msw';
import { setupServer } from 'msw/node';
import type { LocalSlack } from '../local-slack/engine.ts';

/**
 * Slack's own addresses, answered by a local Slack. It listens at once: Bolt keeps the fetch that it finds when it is made.
 * @param more is asked first
 */
export function slackOutside(slack: () => LocalSlack, more: readonly RequestHandler[] = []) {
  const outside = setupServer(
    ...more,
    http.all(/^http:\/\/127\.0\.0\.1:\d+\//, () => passthrough()),
    http.post('https://slack.com/api/:method', ({ request }) => slack().handleHttp(request)),
    http.post('https://hooks.slack.com/respond/:id', ({ request }) => slack().handleHttp(request)),
  );
  outside.listen({ onUnhandledFrame: 'error' });
  return outside;
}
