import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Environment } from './order.ts';
import type { OrderBook } from './order-book.ts';
import { Problem } from './problem.ts';

/** One call that found its operation. */
export type Call = {
  environment: Environment;
  book: OrderBook;
  /** The value of the path's one variable part, empty where it has none. */
  id: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  message: IncomingMessage;
};

/** What an operation answers; `stream` takes the response over once its head is sent. */
export type Reply = {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  stream?: (response: ServerResponse) => void;
};

export type Operation = (call: Call) => Reply | Promise<Reply>;

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-cache', ...headers },
    body: JSON.stringify(value),
  };
}

export function problemReply(problem: Problem): Reply {
  return {
    status: problem.status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...problem.headers },
    body: JSON.stringify(problem),
  };
}

/** Sends one reply; to HEAD the same head without the body. */
export function send(response: ServerResponse, reply: Reply, withoutBody: boolean): void {
  if (response.destroyed) return;
  // The length is said for HEAD too: it is what GET would have sent.
  const length = reply.body === undefined ? {} : { 'Content-Length': Buffer.byteLength(reply.body) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  if (withoutBody) response.end();
  else if (reply.stream) reply.stream(response);
  else response.end(reply.body);
}

/** The problem to answer for anything thrown: our own as it is, the rest as an internal error, logged. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  console.error('orders: an operation failed', error);
  return new Problem('internal-error', 'The sample Orders API failed to answer. Its log says why.');
}
