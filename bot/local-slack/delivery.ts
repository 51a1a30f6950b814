import { type Fields, isFields, parseJson } from './json.ts';
import { signatureHeaders } from './signing.ts';
import type { Workspace } from './workspace.ts';

/** What the app answered within 3 s, or why that does not count. */
export type Ack =
  | { ok: true; text: string; json: Fields | undefined }
  | { ok: false; error: 'operation_timeout' | 'dispatch_failed' | 'http_error' };

export type DeliveryMeans = {
  /** Where the bot takes Slack's requests. */
  bot: () => string;
  signingSecret: string;
  acknowledgeMs: number;
};

type Sent = { what: string; body: string; headers: Record<string, string> };

/** Sends signed requests to the bot, and holds it to Slack's three seconds. */
export class Delivery {
  readonly #workspace: Workspace;
  readonly #means: DeliveryMeans;
  #last: Sent | undefined;

  constructor(workspace: Workspace, means: DeliveryMeans) {
    this.#workspace = workspace;
    this.#means = means;
  }

  /** A command, or with `payload` an interaction: a form, in exactly the type that Slack sends. */
  async form(what: string, fields: Record<string, string>): Promise<Ack> {
    const body = new URLSearchParams(fields).toString();
    return await this.#send(what, body, 'application/x-www-form-urlencoded');
  }

  async event(what: string, event: Fields): Promise<Ack> {
    return await this.#send(what, JSON.stringify(event), 'application/json');
  }

  /**
   * The last request once more: byte by byte, as somebody does who has copied it; or with `retry` signed anew, as
   * Slack does with an event that was not acknowledged.
   */
  async again(retry?: number): Promise<Ack> {
    if (this.#last === undefined) throw new Error('Nothing was sent to the bot yet.');
    const { what, body, headers } = this.#last;
    if (retry === undefined) return await this.#post(this.#last);
    const tried = { 'X-Slack-Retry-Num': String(retry), 'X-Slack-Retry-Reason': 'http_timeout' };
    return await this.#post({ what, body, headers: { ...headers, ...this.#signature(body), ...tried } });
  }

  async #send(what: string, body: string, contentType: string): Promise<Ack> {
    this.#last = { what, body, headers: { 'Content-Type': contentType, ...this.#signature(body) } };
    return await this.#post(this.#last);
  }

  #signature(body: string): Record<string, string> {
    const seconds = Math.floor(this.#workspace.now() / 1000);
    return signatureHeaders(this.#means.signingSecret, body, seconds);
  }

  async #post({ what, body, headers }: Sent): Promise<Ack> {
    const { acknowledgeMs, bot } = this.#means;
    const began = performance.now();
    try {
      const signal = AbortSignal.timeout(acknowledgeMs);
      const response = await fetch(bot(), { method: 'POST', headers, body, signal, redirect: 'manual' });
      const text = await response.text();
      this.#workspace.acknowledgedMs = Math.round(performance.now() - began);
      this.#workspace.touch();
      if (response.status === 200) return { ok: true, text, json: jsonOf(response, text) };
      this.#workspace.fault(
        'not_acknowledged',
        `${what} was answered with ${response.status} instead of 200`,
      );
      return { ok: false, error: 'http_error' };
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError';
      const how = late ? `was not acknowledged within ${acknowledgeMs / 1000} s` : 'did not reach the bot';
      this.#workspace.fault(late ? 'late_acknowledgement' : 'not_reached', `${what} ${how}`);
      return { ok: false, error: late ? 'operation_timeout' : 'dispatch_failed' };
    }
  }
}

function jsonOf(response: Response, text: string): Fields | undefined {
  if (!response.headers.get('content-type')?.includes('json')) return undefined;
  const json = parseJson(text);
  return isFields(json) ? json : undefined;
}
