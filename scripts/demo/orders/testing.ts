import { onTestFinished } from 'vitest';
import type { Environment } from './order.ts';
import { type OrdersServer, startOrders } from './server.ts';

/** Ids that the seed has in both environments, as the examples of `openapi.yaml` name them. */
export const seeded = {
  order: 'ord_01M7WR7CG0B1A0P963ZFTMF6TP',
  otherOrder: 'ord_01M7WHBN809C2PJJSB06BNX40C',
  customer: 'cus_01KT16JKM04TN7KBJ9F9TSJV83',
};

export const aNewOrder = {
  customerId: seeded.customer,
  items: [{ sku: 'TEST-WIDGET-S', name: 'Test widget, small', quantity: 3, unitPrice: 100 }],
};

export type Answer = { status: number; headers: Headers; text: string; body: unknown };

export type Api = {
  server: OrdersServer;
  /** Sends one request, by default to the sandbox; a body that is no string goes as JSON. */
  call(line: string, sent?: Sent): Promise<Answer>;
};

type Sent = { body?: unknown; headers?: Record<string, string>; environment?: Environment };

/** A server of its own on a free port for one test. */
export async function startApi(options: { dataFolder?: string; echo?: boolean } = {}): Promise<Api> {
  const server = await startOrders({ port: 0, ...options });
  onTestFinished(() => server.close());
  return { server, call: (line, sent = {}) => call(server.address, line, sent) };
}

async function call(address: string, line: string, { body, headers, environment }: Sent): Promise<Answer> {
  const [method = '', path = ''] = line.split(' ');
  const answer = await fetch(`${address}/${environment ?? 'sandbox'}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '') && text !== '';
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}
