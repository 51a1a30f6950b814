import { createServer } from 'node:http';
import { join } from 'node:path';
import { BookFile, readBookFile } from './book-file.ts';
import { createRequestHandler } from './handle-request.ts';
import { type Environment, environments } from './order.ts';
import { OrderBook } from './order-book.ts';
import { seedOf } from './seed.ts';

export type OrdersServer = {
  /** Without a trailing slash; the upstreams are this and `/sandbox` or `/production`. */
  address: string;
  port: number;
  /** Ends open streams, lets running requests finish, and writes what is not yet in the files. */
  close(): Promise<void>;
};

/** How long a request may still run once the server closes. */
const graceMs = 5_000;

/** Starts the sample Orders API on 127.0.0.1; without `dataFolder` it forgets everything when it ends. */
export async function startOrders(options: {
  port: number;
  dataFolder?: string | undefined;
  echo?: boolean | undefined;
}): Promise<OrdersServer> {
  const kept = await Promise.all(environments.map(name => openBook(name, options.dataFolder)));
  const books = new Map(kept.map(({ environment, book }) => [environment, book]));
  const server = createServer(createRequestHandler(books, options.echo ?? false));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no TCP address.');
  const close = async () => {
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    for (const { book } of kept) book.events.end();
    const impatience = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(impatience);
    await Promise.all(kept.map(({ flush }) => flush()));
  };
  return { address: `http://127.0.0.1:${bound.port}`, port: bound.port, close };
}

type Kept = { environment: Environment; book: OrderBook; flush: () => Promise<void> };

async function openBook(environment: Environment, dataFolder: string | undefined): Promise<Kept> {
  const { state, ...fixed } = seedOf(environment);
  if (dataFolder === undefined) {
    return { environment, book: new OrderBook(state, fixed), flush: () => Promise.resolve() };
  }
  const path = join(dataFolder, `${environment}.json`);
  const file = new BookFile(path, () => book.state);
  const onChange = () => file.changed();
  const book: OrderBook = new OrderBook((await readBookFile(path)) ?? state, { ...fixed, onChange });
  return { environment, book, flush: () => file.flush() };
}
