import { CallFeed, type CallView, type FeedEvent } from '@ck/shared/calls';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { portalLog } from '../log.server.ts';
import { liveCalls } from './live-stream.server.ts';

type Reader = { take(event: FeedEvent): void; lost(): void };
let readers: Set<Reader>;

/** The feed, with calls told by the test. */
beforeEach(() => {
  readers = new Set();
  vi.spyOn(CallFeed.prototype, 'subscribe').mockImplementation(async (_what, reader) => {
    readers.add(reader);
    return () => void readers.delete(reader);
  });
});

function tell(number: number): void {
  const call = { id: `call-${number}` } as CallView;
  for (const reader of readers) reader.take({ number, call });
}

async function aStream({
  isFull = () => false,
  mayRead = async () => true,
  signal = new AbortController().signal,
}) {
  const stream = liveCalls({
    actor: { kind: 'account', accountId: 'mina', email: 'mina@acme.example', surface: 'portal' },
    ...{ subject: { keyId: 'acme' }, filter: {}, since: 0, loadedAt: undefined },
    ...{ signal, mayRead, output: { isFull } },
  });
  // Its subscription begins in a later turn.
  await new Promise(setImmediate);
  return stream;
}

const idsIn = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

test('a reader that takes nothing is cut off after 501 events, and can go on from the last', async () => {
  const stream = await aStream({ isFull: () => true });
  for (let number = 1; number <= 2_000; number++) tell(number);
  expect(readers.size).toBe(0);
  const ids = idsIn(await new Response(stream).text());
  expect(ids).toEqual(Array.from({ length: 501 }, (_, i) => i + 1));
});

test('a reader that was slow for a moment stays', async () => {
  let number = 0;
  const stream = await aStream({ isFull: () => number % 400 !== 0 });
  while (number < 2_000) tell(++number);
  expect(readers.size).toBe(1);
  await stream.cancel();
});

test.each(['portal ends', 'browser leaves'])('nothing of it stays when the %s', async how => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const over = new AbortController();
  const stream = await aStream({ signal: over.signal });
  expect([readers.size, vi.getTimerCount()]).toEqual([1, 1]);
  if (how === 'portal ends') {
    over.abort();
    expect(await new Response(stream).text()).toBe('');
  } else await stream.cancel();
  tell(1);
  expect([readers.size, vi.getTimerCount()]).toEqual([0, 0]);
});

test('it ends at once for a browser that left before it began', async () => {
  expect(await new Response(await aStream({ signal: AbortSignal.abort() })).text()).toBe('');
  expect(readers.size).toBe(0);
});

test('a stream that cannot begin ends, so that its browser comes back, and leaves no timer', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const warn = vi.spyOn(portalLog, 'warn').mockImplementation(() => {});
  vi.mocked(CallFeed.prototype.subscribe).mockRejectedValueOnce(new Error('the database is away'));
  expect(await new Response(await aStream({})).text()).toBe('');
  expect(warn).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('whose access ended is told so, once, and nothing after', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const stream = await aStream({ mayRead: () => Promise.reject(new Error('not found')) });
  await vi.advanceTimersByTimeAsync(5_000);
  tell(1);
  expect(await new Response(stream).text()).toBe('event: ended\ndata: \n\n');
  expect(readers.size).toBe(0);
});
