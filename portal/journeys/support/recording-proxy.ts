import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** One request and its answer: heads and bodies, as the browser sent and got them. */
export type Exchange = { line: string; sent: string; got: string };

/**
 * A proxy between a browser and the portal that writes down every byte of both directions. Asking the browser instead
 * would miss what it no longer has: bodies of streams, of pages that were left, of requests that a worker made.
 */
export async function recordTraffic() {
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    const exchange: Exchange = {
      line: `${incoming.method} ${incoming.url}`,
      sent: incoming.rawHeaders.join('\n'),
      got: '',
    };
    exchanges.push(exchange);
    void pass(incoming, outgoing, exchange);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, exchanges };
}

async function pass(incoming: IncomingMessage, outgoing: ServerResponse, exchange: Exchange): Promise<void> {
  // Answers that are packed could not be searched.
  const { 'accept-encoding': _packed, 'proxy-connection': _proxy, ...headers } = incoming.headers;
  const onward = request(new URL(incoming.url ?? ''), { method: incoming.method, headers });
  outgoing.on('close', () => onward.destroy());
  onward.on('error', () => outgoing.destroy());
  onward.on('response', answer => {
    const { statusCode = 502, statusMessage = '', rawHeaders } = answer;
    exchange.got += `${statusCode} ${rawHeaders.join('\n')}\n`;
    outgoing.writeHead(statusCode, statusMessage, rawHeaders);
    answer.on('data', piece => {
      exchange.got += Buffer.from(piece).toString('latin1');
      outgoing.write(piece);
    });
    answer.on('end', () => outgoing.end());
    answer.on('error', () => outgoing.destroy());
  });
  for await (const piece of incoming) {
    exchange.sent += Buffer.from(piece).toString('latin1');
    onward.write(piece);
  }
  onward.end();
}

/** All that a browser keeps, and what its page is made of now: storages, databases, cookies, document. */
export async function readBrowser(context: BrowserContext, page: Page): Promise<string> {
  const stored = await context.storageState({ indexedDB: true });
  const session = await page.evaluate('JSON.stringify({ ...sessionStorage })');
  return [JSON.stringify(stored), session, page.url(), await page.content()].join('\n');
}
