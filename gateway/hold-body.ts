import type { Call } from './call.ts';
import type { Gateway } from './gateway.ts';

/** What is read whole before it goes on; larger bodies are for environments that check nothing. */
export const maxHeldBytes = 1024 * 1024;

/** Reads the whole body of a call. @returns undefined when the call is over: its client left, or was refused */
export async function holdBody(gateway: Gateway, call: Call, hasBody: boolean): Promise<Buffer | undefined> {
  const { exchange } = call;
  exchange.onAbort(breakage => {
    // A gateway that stops cuts what is still open: then it was not the client who left.
    if (breakage === 'client_gone') call.finish(gateway.draining ? 'unknown' : breakage, 499);
    else call.deny({ code: breakage });
  });
  if (!hasBody) return Buffer.alloc(0);
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of exchange.body()) {
      call.bytesIn += piece.length;
      if (call.bytesIn > maxHeldBytes) {
        call.deny({
          code: 'body_too_large',
          fault: `Only bodies up to ${maxHeldBytes} bytes are checked here.`,
        });
        return undefined;
      }
      pieces.push(piece);
    }
  } catch {
    // What broke is told by `onAbort`, where somebody is left to be told.
    return undefined;
  }
  return call.ended ? undefined : Buffer.concat(pieces);
}
