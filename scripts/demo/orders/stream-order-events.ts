import type { ServerResponse } from 'node:http';
import type { EventFeed, Follower, OrderEvent } from './event-feed.ts';
import type { Call, Reply } from './http.ts';
import { Problem } from './problem.ts';

const heartbeatMs = 10_000;

/** A reader this far behind is let go; it comes back with Last-Event-ID. */
const backlogLimit = 256 * 1024;

export function streamOrderEvents({ book, headers }: Call): Reply {
  if (book.events.isFull) {
    throw new Problem('too-many-streams', 'Too many streams are open in this environment. Try again later.', {
      headers: { 'Retry-After': '30' },
    });
  }
  const lastSeen = headers['last-event-id'];
  return {
    status: 200,
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
    stream: response => stream(book.events, response, Array.isArray(lastSeen) ? lastSeen[0] : lastSeen),
  };
}

function stream(feed: EventFeed, response: ServerResponse, lastSeen: string | undefined): void {
  const write = (text: string) => {
    if (response.destroyed || response.writableEnded) return;
    response.write(text);
    if (response.writableLength > backlogLimit) response.destroy();
  };
  write('retry: 3000\n: connected\n\n');
  if (lastSeen !== undefined) write(missedSince(feed, lastSeen));
  const follower: Follower = { tell: event => write(eventText(event)), end: () => response.end() };
  feed.follow(follower);
  const heartbeat = setInterval(() => write(': heartbeat\n\n'), heartbeatMs);
  response.once('close', () => {
    clearInterval(heartbeat);
    feed.unfollow(follower);
  });
}

/** What happened since the event a returning reader saw last, begun by `events.missed` if part of it is gone. */
function missedSince(feed: EventFeed, lastSeen: string): string {
  const { missed, events } = feed.after(/^\d{1,15}$/.test(lastSeen) ? Number(lastSeen) : Number.NaN);
  const notice = missed
    ? 'event: events.missed\ndata: {"detail":"Some events are no longer kept. List the orders again."}\n\n'
    : '';
  return notice + events.map(eventText).join('');
}

function eventText(event: OrderEvent): string {
  return `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
