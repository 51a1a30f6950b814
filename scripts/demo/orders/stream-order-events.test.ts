import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { EventFeed, followerLimit } from './event-feed.ts';
import { type Api, aNewOrder, seeded, startApi } from './testing.ts';

/** An open stream, and everything it has said so far. */
async function follow({ server }: Api, headers: Record<string, string> = {}, environment = 'sandbox') {
  const request = get(`${server.address}/${environment}/orders/events`, { headers, agent: false });
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (!response) throw new Error('The stream did not begin.');
  const heard = { text: '', ended: false, status: response.statusCode, headers: response.headers };
  response.setEncoding('utf8').on('data', chunk => {
    heard.text += chunk;
  });
  response.on('end', () => {
    heard.ended = true;
  });
  response.on('error', () => {});
  onTestFinished(() => void request.destroy());
  return { heard, hangUp: () => request.destroy() };
}

const eventsIn = (text: string) =>
  [...text.matchAll(/^id: (\d+)\nevent: (\S+)$/gm)].map(m => `${m[1]} ${m[2]}`);

test('a stream tells of every change in its environment as it happens', async () => {
  const api = await startApi();
  const { heard } = await follow(api);
  const other = await follow(api, {}, 'production');
  expect(heard).toMatchObject({ status: 200, headers: { 'content-type': 'text/event-stream' } });
  await api.call('POST /orders', { body: aNewOrder });
  await api.call(`PATCH /orders/${seeded.order}`, { body: { status: 'paid' } });
  await api.call(`POST /orders/${seeded.order}/items`, { body: aNewOrder.items[0] });
  await api.call(`DELETE /orders/${seeded.order}`);
  await api.call('POST /orders', { body: {} });
  await vi.waitFor(() => expect(heard.text).toContain('order.deleted'));
  expect(eventsIn(heard.text)).toEqual([
    '1 order.created',
    '2 order.updated',
    '3 order.updated',
    '4 order.deleted',
  ]);
  const data = /^data: (.*"order.deleted".*)$/m.exec(heard.text)?.[1] ?? '';
  expect(JSON.parse(data)).toMatchObject({
    id: 4,
    orderId: seeded.order,
    number: 'TEST-1024',
    status: 'paid',
  });
  expect(eventsIn(other.heard.text)).toEqual([]);
});

test('a reader that comes back hears what it missed, then what is new, each once', async () => {
  const api = await startApi();
  for (let count = 0; count < 3; count += 1) await api.call('POST /orders', { body: aNewOrder });
  const { heard } = await follow(api, { 'Last-Event-ID': '1' });
  await api.call(`DELETE /orders/${seeded.order}`);
  await vi.waitFor(() => expect(heard.text).toContain('order.deleted'));
  expect(eventsIn(heard.text)).toEqual(['2 order.created', '3 order.created', '4 order.deleted']);
  expect(heard.text).not.toContain('events.missed');
});

test('a reader whose last event is unknown is told so', async () => {
  const api = await startApi();
  await api.call('POST /orders', { body: aNewOrder });
  for (const lastId of ['7', 'x', '']) {
    const { heard } = await follow(api, { 'Last-Event-ID': lastId });
    await vi.waitFor(() => expect(heard.text).toContain('event: events.missed'));
    await vi.waitFor(() => expect(eventsIn(heard.text)).toEqual(['1 order.created']));
  }
});

test('the feed keeps the latest 500 events', () => {
  const feed = new EventFeed();
  const happened = {
    type: 'order.updated',
    at: '',
    orderId: seeded.order,
    number: '',
    status: 'paid',
  } as const;
  for (let count = 0; count < 600; count += 1) feed.publish(happened);
  expect(feed.after(100)).toMatchObject({ missed: false, events: { length: 500 } });
  expect(feed.after(99)).toMatchObject({ missed: true, events: { length: 500 } });
  expect(feed.after(600)).toEqual({ missed: false, events: [] });
});

test('a quiet stream says every ten seconds that it lives', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { heard } = await follow(await startApi());
  await vi.waitUntil(() => heard.text.includes(': connected'));
  vi.advanceTimersByTime(20_000);
  await expect.poll(() => heard.text.match(/^: heartbeat$/gm)?.length).toBe(2);
});

test('streams end when the server closes, and their place is free once a reader is gone', async () => {
  const api = await startApi();
  const streams = await Promise.all(Array.from({ length: followerLimit }, () => follow(api)));
  const refused = await api.call('GET /orders/events');
  expect(refused).toMatchObject({ status: 503, body: { code: 'too-many-streams' } });
  expect(refused.headers.get('retry-after')).toBe('30');
  streams[0]?.hangUp();
  await vi.waitFor(async () => expect((await follow(api)).heard.status).toBe(200));
  await api.server.close();
  await vi.waitFor(() => expect(streams.slice(1).every(({ heard }) => heard.ended)).toBe(true));
});
