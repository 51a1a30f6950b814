import { useHydrated } from '#app/components/use-hydrated.ts';
import { formatClock, formatTime } from '#app/time-words.ts';

/** "14:05:02", of another day "25 Nov 14:05:02": calls of one minute are told apart. */
export function LogTime({ at }: { at: Date }) {
  const zone = useHydrated() ? undefined : 'UTC';
  const dayOf = (time: Date) => formatTime(time, { zone, long: false }).split(', ')[0];
  const day = dayOf(at);
  return (
    <time dateTime={at.toISOString()} title={formatTime(at, { zone, long: true })}>
      {day !== dayOf(new Date()) && <span className="ck-muted">{day} </span>}
      {formatClock(at, zone)}
    </time>
  );
}
