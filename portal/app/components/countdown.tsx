import { useEffect, useState } from 'react';
import { timeLeftInWords } from '../time-words.ts';
import { useHydrated } from './use-hydrated.ts';

/**
 * "in 1 h 37 min", counting down. Once the time is over, `onDue` is called every few seconds: what happens then happens
 * elsewhere, a moment later.
 */
export function Countdown({ until, onDue }: { until: Date; onDue(): void }) {
  const hydrated = useHydrated();
  const [now, setNow] = useState<number>();
  const end = until.getTime();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const left = end - Date.now();
      setNow(Date.now());
      if (left <= 0) onDue();
      timer = setTimeout(tick, left <= 0 ? 3_000 : left < 120_000 ? 1_000 : 10_000);
    };
    tick();
    return () => clearTimeout(timer);
  }, [end, onDue]);
  // The server's clock is not the reader's: no number before the browser has its own.
  if (!hydrated || now === undefined) return null;
  return <span role="timer">{timeLeftInWords(end - now)}</span>;
}
