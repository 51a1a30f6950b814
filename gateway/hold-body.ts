import type { Call } from './call.ts';
import type { Gateway } from './gateway.ts';

/** What is read whole before it goes on; larger bodies are for environments that check nothing. */
export const maxHeldBytes = 1024 * 1024;

/** Reads the whole body of a call. @returns undefined when the call is over: its client left, or was refused */
export async function holdBody(gateway: Gateway, call: Call, hasBody: boolean): Promise<Buffer | undefined> {
  const { exchange } = call;
  const pieces: Uint8Array[] = [];
  return await new Promise(resolve => {
    exchange.listen({
      onBody(piece) {
        if (call.ended) return true; // what still comes of a refused body
        call.bytesIn += piece.length;
        pieces.push(Buffer.from(piece));
        if (call.bytesIn <= maxHeldBytes) return true;
        call.deny({
          code: 'body_too_large',
          fault: `Only bodies up to ${maxHeldBytes} bytes are checked here.`,
        });
        resolve(undefined);
        return true;
      },
      onBodyEnd: () => resolve(call.ended ? undefined : Buffer.concat(pieces)),
      onClientDrain() {},
      onAbort(breakage) {
        // A gateway that stops cuts what is still open: then it was not the client who left.
        if (breakage === 'client_gone') call.finish(gateway.draining ? 'unknown' : breakage, 499);
        else call.deny({ code: breakage });
        resolve(undefined);
      },
    });
    if (hasBody) exchange.readBody();
    else resolve(Buffer.alloc(0));
  });
}
