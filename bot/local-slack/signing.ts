import { createHmac } from 'node:crypto';

/** The headers by which an app knows that a request is Slack's (docs.slack.dev, "Verifying requests from Slack"). */
export function signatureHeaders(
  secret: string,
  body: string,
  timestampSeconds: number,
): Record<string, string> {
  const base = `v0:${timestampSeconds}:${body}`;
  return {
    'X-Slack-Request-Timestamp': String(timestampSeconds),
    'X-Slack-Signature': `v0=${createHmac('sha256', secret).update(base).digest('hex')}`,
  };
}
