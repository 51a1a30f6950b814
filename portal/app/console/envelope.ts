import type { Environment } from '@ck/shared/endpoints';

/** One call as the browser asks the portal to make it: everything but the key. */
export type ConsoleRequest = {
  keyId: string;
  environment: Environment;
  method: string;
  /** Behind the endpoint's address: begins with a slash, percent-encoded, with its query. */
  path: string;
  headers: (readonly [string, string])[];
  /** In base64; missing when there is none. */
  body?: string;
};

/** Why there is no answer, or not all of one. */
export type ConsoleFault =
  /** There was no connection, so nothing was sent. */
  | 'gateway_unreachable'
  /** It broke before there was an answer: what was sent may have been done. */
  | 'no_answer'
  /** It broke off in the middle. */
  | 'answer_broken'
  /** More than the console shows. */
  | 'answer_too_long'
  | 'timeout'
  /** It went on for as long as the console reads. */
  | 'reading_ended';

/** The answer, a line of JSON each: its head, its body in pieces (base64), then its end. */
export type ConsoleLine =
  | { kind: 'head'; status: number; statusText: string; headers: (readonly [string, string])[] }
  | { kind: 'piece'; data: string }
  | { kind: 'end'; milliseconds: number; fault?: ConsoleFault };
