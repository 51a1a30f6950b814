import type { CallView } from '@ck/shared/calls';
import { useRevalidator } from '@remix-run/react';
import { useEffect, useState } from 'react';

export type LiveState = 'off' | 'connecting' | 'live' | 'ended';

const mostRows = 200;

/**
 * The rows of a page, with those that come in while it is open. A row that comes again takes the place of the one before:
 * its end became known.
 */
export function useLiveCalls(
  loaded: readonly CallView[],
  address: string | undefined,
): { calls: CallView[]; fresh: ReadonlySet<string>; state: LiveState } {
  const [arrived, setArrived] = useState<readonly CallView[]>([]);
  const [state, setState] = useState<LiveState>('off');
  const { revalidate } = useRevalidator();
  useEffect(() => {
    setArrived([]);
    if (address === undefined) return setState('off');
    setState('connecting');
    const source = new EventSource(address);
    source.addEventListener('open', () => setState('live'));
    source.addEventListener('call', ({ data }) => {
      const call = parseCall(data);
      setArrived(before => [call, ...before.filter(({ id }) => id !== call.id)].slice(0, mostRows));
    });
    source.addEventListener('ended', () => {
      source.close();
      setState('ended');
    });
    // Calls may have been missed: the page is asked for again, and goes on from there.
    source.addEventListener('lost', revalidate);
    source.addEventListener('error', () =>
      setState(source.readyState === EventSource.CLOSED ? 'ended' : 'connecting'),
    );
    return () => source.close();
  }, [address, revalidate]);
  const known = new Map([...loaded, ...arrived].map(call => [call.id, call]));
  return {
    calls: [...known.values()].sort(newestFirst).slice(0, Math.max(mostRows, loaded.length)),
    fresh: new Set(arrived.map(({ id }) => id)),
    state,
  };
}

const newestFirst = (one: CallView, other: CallView) =>
  other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1);

function parseCall(text: string): CallView {
  const call = JSON.parse(text);
  return { ...call, at: new Date(call.at) };
}
