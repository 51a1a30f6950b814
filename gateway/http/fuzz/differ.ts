import { once } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import { renderDenial } from '../../denials.ts';
import type { Exchange } from '../../exchange.ts';
import { linesOf } from '../../fields.ts';
import { checkFraming } from '../../framing.ts';
import { createHttpServer } from '../../http-server.ts';
import { defaultLimits } from '../../limits.ts';
import { newRequestId } from '../../request-id.ts';
import { type ClosableServer, createFastServer } from '../fast-server.ts';
import { FakeSocket } from './fake-socket.ts';
import type { Input } from './mutate.ts';

/** A request as it was understood. */
type Understood = {
  method: string;
  target: string;
  version: string;
  rawHeaders: readonly string[];
  body: string;
};

/** What a layer made of an input. */
export type Outcome = { requests: Understood[]; statuses: number[]; answer: string; isOver: boolean };
export type Difference = { input: Input; why: string; node: Outcome; fast: Outcome };
export type Tally = {
  inputs: number;
  same: number;
  stricter: number;
  requests: number;
  differences: Difference[];
};

const limits = { ...defaultLimits, bodyBytes: 10_000 };

/** Gives the same bytes to both layers, over the same small handler, and compares what they made of them. */
export class Differ {
  readonly #node: Layer;
  readonly #fast: Layer;
  readonly tally: Tally = { inputs: 0, same: 0, stricter: 0, requests: 0, differences: [] };

  private constructor(node: Layer, fast: Layer) {
    this.#node = node;
    this.#fast = fast;
  }

  static async start(): Promise<Differ> {
    return new Differ(await Layer.start(createHttpServer), await Layer.start(createFastServer));
  }

  /** Several at once, each on a connection of its own. */
  async compare(inputs: readonly Input[]): Promise<void> {
    const [byNode, byFast] = await Promise.all([this.#node.take(inputs), this.#fast.take(inputs)]);
    for (const [i, input] of inputs.entries()) {
      const [node, fast] = [byNode[i], byFast[i]];
      if (node !== undefined && fast !== undefined) this.#judge(input, node, fast);
    }
  }

  stop(): void {
    this.#node.stop();
    this.#fast.stop();
  }

  #judge(input: Input, node: Outcome, fast: Outcome): void {
    const { tally } = this;
    tally.inputs += 1;
    tally.requests += fast.requests.length;
    const why = faultOf(input, node, fast);
    if (why !== undefined) tally.differences.push({ input, why, node, fast });
    else if (node.requests.length === fast.requests.length) tally.same += 1;
    else tally.stricter += 1;
  }
}

/** Ours may refuse what node's takes; what ours takes, node's takes too, and as the same. */
function faultOf(input: Input, node: Outcome, fast: Outcome): string | undefined {
  if (fast.requests.length > node.requests.length) return 'a request that node:http does not see';
  for (const [i, request] of fast.requests.entries())
    if (!isDeepStrictEqual(request, node.requests[i])) return `request ${i} is another one`;
  const final = fast.statuses.filter(status => status >= 200);
  if ((fast.answer.match(/\r\nX-Request-Id: [0-9A-Z]{26}\r\n/g) ?? []).length !== final.length)
    return 'an answer without a request id';
  if (input.end === 'open' && node.requests.length === fast.requests.length) {
    // Which refusal ends a connection may differ: node:http has only all bytes of a read to tell of a fault, reads on after
    // an answer that closes, and says nothing about a fault in a body that waits behind other calls.
    const answers = ({ statuses }: Outcome) =>
      statuses
        .filter(status => status >= 200)
        .join()
        .replace(/(^|,)4\d\d(,4\d\d)*$/, '');
    if (answers(fast) !== answers(node))
      return `answers ${fast.statuses}, where node:http has ${node.statuses}`;
  }
  return fast.isOver || input.end === 'open' ? undefined : 'a connection that does not end';
}

type Create = (
  handle: (exchange: Exchange) => void,
  refused: () => void,
  of: typeof limits,
) => ClosableServer;

class Layer {
  readonly #server: ClosableServer;
  readonly #understood: Map<string, Understood[]>;

  private constructor(server: ClosableServer, understood: Map<string, Understood[]>) {
    this.#server = server;
    this.#understood = understood;
  }

  static async start(create: Create): Promise<Layer> {
    const understood = new Map<string, Understood[]>();
    const server = create(
      exchange => answer(exchange, request => understood.get(exchange.head.address)?.push(request)),
      () => {},
      limits,
    );
    // One that does not listen is closing, and ends each connection after one answer.
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Layer(server, understood);
  }

  async take(inputs: readonly Input[]): Promise<Outcome[]> {
    const sockets = inputs.map(({ pieces }, i) => {
      const socket = new FakeSocket(String(i));
      this.#understood.set(socket.remoteAddress, []);
      this.#server.emit('connection', socket);
      for (const piece of pieces) socket.push(Buffer.from(piece, 'latin1'));
      return socket;
    });
    await turns(4);
    for (const [i, { end }] of inputs.entries()) {
      const socket = sockets[i];
      if (end === 'half-close' && socket?.destroyed === false) socket.push(null);
      if (end === 'reset') socket?.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    }
    await turns(4);
    const outcomes = sockets.map((socket): Outcome => {
      const text = socket.answer;
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
      const requests = this.#understood.get(socket.remoteAddress) ?? [];
      return { requests, statuses, answer: text, isOver: socket.destroyed || socket.writableEnded };
    });
    for (const socket of sockets) socket.destroy();
    await turns(1);
    return outcomes;
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise(resolve => setImmediate(resolve));
}

/** As the steps begin: framing and limits first. Then the whole body is read, and answered. */
function answer(exchange: Exchange, understood: (request: Understood) => void): void {
  const { head } = exchange;
  const { method, target, httpVersion: version, fields } = head;
  const requestId = newRequestId();
  const framing = checkFraming(head, limits);
  const common = `X-Request-Id: ${requestId}\r\n`;
  if (!framing.ok) {
    const { status, headers, body, close } = renderDenial({ code: framing.code }, requestId);
    exchange.writeHead({ status, lines: linesOf(headers) + common, hasLength: true, close });
    exchange.end(body);
    return;
  }
  const pieces: Uint8Array[] = [];
  let isOver = false;
  const finish = () => {
    if (isOver) return;
    isOver = true;
    understood({
      method,
      target,
      version,
      rawHeaders: fields.list(),
      body: Buffer.concat(pieces).toString('latin1'),
    });
    exchange.writeHead({ status: 200, lines: `Content-Length: 2\r\n${common}`, hasLength: true });
    exchange.end(method === 'HEAD' ? undefined : Buffer.from('ok'));
  };
  exchange.listen({
    onBody: piece => pieces.push(Buffer.from(piece)) > 0,
    onBodyEnd: finish,
    onClientDrain() {},
    onAbort(breakage) {
      if (isOver || breakage === 'client_gone') return;
      isOver = true;
      const { status, headers, body, close } = renderDenial({ code: breakage }, requestId);
      exchange.writeHead({ status, lines: linesOf(headers) + common, hasLength: true, close });
      exchange.end(body);
    },
  });
  if (framing.hasBody) exchange.readBody();
  else finish();
}
