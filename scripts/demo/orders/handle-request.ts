import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { asProblem, json, problemReply, type Reply, send } from './http.ts';
import { type Environment, environments } from './order.ts';
import type { OrderBook } from './order-book.ts';
import { Problem } from './problem.ts';
import { findRoute } from './routes.ts';

type OrderBooks = ReadonlyMap<Environment, OrderBook>;

/** Answers every request; with `echo` each answer says in `X-Orders-Received` what request line arrived. */
export function createRequestHandler(books: OrderBooks, echo: boolean): RequestListener {
  return (message, response) => {
    if (echo) response.setHeader('X-Orders-Received', `${message.method} ${message.url}`);
    void answer(message, response, books);
  };
}

async function answer(message: IncomingMessage, response: ServerResponse, books: OrderBooks): Promise<void> {
  const withoutBody = message.method === 'HEAD';
  try {
    send(response, await replyTo(message, response, books), withoutBody);
  } catch (error) {
    // A caller who hung up while sending is no fault of ours, and nobody is left to answer.
    if (response.destroyed) return;
    const reply = problemReply(asProblem(error));
    if (response.headersSent) response.destroy();
    else send(response, reply, withoutBody);
  }
}

async function replyTo(
  message: IncomingMessage,
  response: ServerResponse,
  books: OrderBooks,
): Promise<Reply> {
  // Taken apart by hand: the URL class would resolve dot segments, and lead from one environment to the other.
  const [path = '', ...queryParts] = (message.url ?? '').split('?');
  if (path === '/health') return health(message.method);
  const [first, ...segments] = path.slice(1).split('/').map(decoded);
  const environment = environments.find(name => name === first);
  const book = environment && books.get(environment);
  if (!environment || !book) {
    throw new Problem('not-found', 'Paths begin with /sandbox or /production.');
  }
  response.setHeader('X-Orders-Environment', environment);
  const route = findRoute(segments);
  if (!route) throw new Problem('not-found', 'This API has no such path.');
  const operation = route.operations.get(message.method === 'HEAD' ? 'GET' : (message.method ?? ''));
  if (!operation) throw notAllowed([...route.operations.keys()]);
  const query = new URLSearchParams(queryParts.join('?'));
  return operation({ environment, book, id: route.id, query, headers: message.headers, message });
}

function health(method: string | undefined): Reply {
  if (method === 'GET' || method === 'HEAD') return json(200, { status: 'ok' });
  throw notAllowed(['GET']);
}

function notAllowed(methods: readonly string[]): Problem {
  const allow = methods.flatMap(method => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  return new Problem('method-not-allowed', `This path takes ${allow}.`, { headers: { Allow: allow } });
}

/** A path segment as text; one that cannot be decoded fits no route. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '%';
  }
}
