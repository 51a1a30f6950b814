import { useEffect, useRef, useState } from 'react';
import type { ConsoleRequest } from './envelope.ts';
import { type ConsoleAnswer, ConsoleError, type faultWords, sendThroughPortal } from './send.ts';
import { type BuiltRequest, toConsoleRequest } from './typed-request.ts';

export type SenderState =
  | { kind: 'idle' }
  | { kind: 'sending'; soFar?: ConsoleAnswer }
  /** With what came until then. */
  | { kind: 'cancelled'; soFar?: ConsoleAnswer }
  | { kind: 'answered'; answer: ConsoleAnswer }
  /** There is no answer. */
  | { kind: 'failed'; code: keyof typeof faultWords };

/** Sends one call at a time; leaving the page ends it. */
export function useSender(place: Pick<ConsoleRequest, 'keyId' | 'environment'> & { address: string }) {
  const [state, setState] = useState<SenderState>({ kind: 'idle' });
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);
  async function send(built: BuiltRequest): Promise<void> {
    running.current?.abort();
    const current = new AbortController();
    running.current = current;
    // A call that another one took the place of has nothing more to say.
    const tell = (now: SenderState) => {
      if (running.current === current) setState(now);
    };
    tell({ kind: 'sending' });
    let soFar: ConsoleAnswer | undefined;
    try {
      const answer = await sendThroughPortal(await toConsoleRequest(built, place), {
        signal: current.signal,
        onProgress: answer => {
          soFar = answer;
          tell({ kind: 'sending', soFar });
        },
      });
      tell({ kind: 'answered', answer });
    } catch (error) {
      if (current.signal.aborted) tell({ kind: 'cancelled', ...(soFar !== undefined && { soFar }) });
      else if (error instanceof ConsoleError) tell({ kind: 'failed', code: error.code });
      else throw error;
    }
  }
  return { state, send, cancel: () => running.current?.abort() };
}
