import type { Actor } from '@ck/shared/accounts';
import { CallFeed, type CallFilter, type CallSubject, type CallView, exportCalls } from '@ck/shared/calls';
import { portalLog } from '#app/log.server.ts';

/** One for the process. */
const feed = new CallFeed(portalLog);

const checkMs = 5_000;
/** A reader that does not take so much is cut off, and goes on from where it was when it comes back. */
const mostWaiting = 500;
/** Between the page and its stream calls may come in, stored by gateways whose clocks differ a little. */
const overlapMs = 10_000;

type Live = {
  actor: Actor;
  subject: CallSubject;
  filter: CallFilter;
  /** The number of the last event that the reader has. */
  since: number | undefined;
  /** When its page was loaded. */
  loadedAt: Date | undefined;
  /** Rejects or says false once the reader may no longer see these calls. */
  mayRead(): Promise<boolean>;
  signal: AbortSignal;
  output: { isFull(): boolean };
};

/** Calls as server-sent events, for as long as the reader stays and may see them. */
export function liveCalls(live: Live): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let leave = () => {};
  return new ReadableStream({
    async start(controller) {
      let isOver = false;
      let waiting = 0;
      let stop = () => {};
      const timer = setInterval(() => void check(), checkMs);
      leave = () => {
        isOver = true;
        clearInterval(timer);
        stop();
      };
      const end = () => {
        if (isOver) return;
        leave();
        controller.close();
      };
      const send = (text: string) => {
        if (isOver) return;
        controller.enqueue(encoder.encode(text));
        waiting = live.output.isFull() ? waiting + 1 : 0;
        if (waiting > mostWaiting) end();
      };
      async function check() {
        if (await live.mayRead().catch(() => false)) return send(': still here\n\n');
        // A browser comes back by itself after any other end.
        send('event: ended\ndata: \n\n');
        end();
      }
      live.signal.addEventListener('abort', end);
      if (live.signal.aborted) return end();
      try {
        stop = await subscribe(live, send);
        if (isOver) stop();
        else if (live.since === undefined) for (const call of await sinceLoaded(live)) send(eventOf(call));
      } catch (error) {
        portalLog.warn({ err: error }, 'a live log could not begin; its reader comes back');
        end();
      }
    },
    cancel: () => leave(),
  });
}

const subscribe = ({ subject, filter, since }: Live, send: (text: string) => void) =>
  feed.subscribe(
    { subject, filter, ...(since !== undefined && { since }) },
    {
      take: ({ number, call }) => send(`id: ${number}\n${eventOf(call)}`),
      lost: () => send('event: lost\ndata: \n\n'),
    },
  );

const eventOf = (call: CallView) => `event: call\ndata: ${JSON.stringify(call)}\n\n`;

/** What came in after the page was read and before its stream began; the page knows which it has. */
async function sinceLoaded({ actor, subject, filter, loadedAt }: Live): Promise<CallView[]> {
  if (loadedAt === undefined) return [];
  const from = new Date(Math.max(loadedAt.getTime() - overlapMs, filter.from?.getTime() ?? 0));
  for await (const calls of exportCalls(actor, { subject, filter: { ...filter, from } }))
    return calls.reverse();
  return [];
}
