import { defaultRetention, type Retention, retentionsOf } from '../endpoints/index.ts';

/**
 * So long a retention that was looked up is taken for the one in force. Rows that were stored with an older one follow by
 * the job that applies a new one, which begins a minute after the change (`apply-retention.ts`).
 */
const knownMs = 5_000;

type Known = { retention: Retention; readAt: number };

/** Looks up retentions for who stores rows many times a second: asking each time costs as much as storing them. */
export function knownRetentions(clock: () => number = () => performance.now()): typeof retentionsOf {
  const known = new Map<string, Known>();
  const isFresh = (id: string, now: number) =>
    now - (known.get(id)?.readAt ?? Number.NEGATIVE_INFINITY) < knownMs;

  return async endpointIds => {
    const readAt = clock();
    const wanted = [...endpointIds].filter(id => !isFresh(id, readAt));
    if (wanted.length > 0) {
      const found = await retentionsOf(wanted);
      for (const id of wanted) known.set(id, { retention: found.of(id), readAt });
    }
    return { of: endpointId => known.get(endpointId)?.retention ?? defaultRetention };
  };
}
