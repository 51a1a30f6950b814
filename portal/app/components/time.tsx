import { useEffect, useState } from 'react';
import { ageInWords, formatClock, formatSoon, formatTime, zoneInWords } from '../time-words.ts';
import { useHydrated } from './use-hydrated.ts';

/** A moment in the reader's own zone. The server, which does not know it, writes UTC first. */
export function Time({ at, long = false }: { at: Date; long?: boolean }) {
  const hydrated = useHydrated();
  const zone = hydrated ? undefined : 'UTC';
  return <time dateTime={at.toISOString()}>{formatTime(at, { zone, long })}</time>;
}

/** "16:40" today, "24 Nov, 16:40" on another day: for what comes soon. */
export function SoonTime({ at }: { at: Date }) {
  const hydrated = useHydrated();
  const zone = hydrated ? undefined : 'UTC';
  return (
    <time dateTime={at.toISOString()} title={formatTime(at, { zone, long: true })}>
      {formatSoon(at, zone)}
    </time>
  );
}

/** "14:05:09", where the day is not in question. */
export function ClockTime({ at }: { at: Date }) {
  const hydrated = useHydrated();
  return <time dateTime={at.toISOString()}>{formatClock(at, hydrated ? undefined : 'UTC')}</time>;
}

/** "4 s ago" under a day, then the time; it counts on by itself. */
export function RelativeTime({ at }: { at: Date }) {
  const hydrated = useHydrated();
  const [now, setNow] = useState<Date>();
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const words = hydrated && now !== undefined ? ageInWords(at, now) : undefined;
  const full = formatTime(at, { zone: hydrated ? undefined : 'UTC', long: true });
  return (
    <time dateTime={at.toISOString()} title={full}>
      {words ?? formatTime(at, { zone: hydrated ? undefined : 'UTC', long: false })}
    </time>
  );
}

/** The zone of a page's times, said once. */
export function ZoneNote() {
  const hydrated = useHydrated();
  return <span>Times in {hydrated ? zoneInWords(new Date()) : 'UTC'}.</span>;
}
