type TimeOptions = {
  /** The browser's own when undefined. */
  zone?: string | undefined;
  /** With the year. */
  long: boolean;
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "23 Nov, 09:12", long "23 Nov 2026, 09:12"; another year is always said. */
export function formatTime(at: Date, { zone, long }: TimeOptions, now = new Date()): string {
  const parts = partsOf(at, zone);
  const withYear = long || parts.year !== partsOf(now, zone).year;
  const month = months[Number(parts.month) - 1] ?? '';
  return `${Number(parts.day)} ${month}${withYear ? ` ${parts.year}` : ''}, ${parts.hour}:${parts.minute}`;
}

/** "14:05:09". */
export function formatClock(at: Date, zone: string | undefined): string {
  const { hour, minute, second } = partsOf(at, zone);
  return `${hour}:${minute}:${second}`;
}

/** "16:40" when that is today, else as `formatTime`. */
export function formatSoon(at: Date, zone: string | undefined, now = new Date()): string {
  const [moment, today] = [partsOf(at, zone), partsOf(now, zone)];
  const sameDay = (['year', 'month', 'day'] as const).every(part => moment[part] === today[part]);
  return sameDay ? `${moment.hour}:${moment.minute}` : formatTime(at, { zone, long: false }, now);
}

/** "in 2 d 3 h", "in 1 h 37 min", "in 38 min", "in 12 s"; what is over is due any moment. */
export function timeLeftInWords(milliseconds: number): string {
  if (milliseconds <= 0) return 'any moment now';
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `in ${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return withRest(hours, 'h', minutes % 60, 'min');
  return withRest(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

const withRest = (whole: number, unit: string, rest: number, restUnit: string) =>
  rest === 0 ? `in ${whole} ${unit}` : `in ${whole} ${unit} ${rest} ${restUnit}`;

/** "4 s ago", "38 min ago", "5 h ago"; undefined from a day on. A clock that runs ahead reads as now. */
export function ageInWords(at: Date, now: Date): string | undefined {
  const seconds = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1000));
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return undefined;
}

/** "Europe/Berlin (UTC+1)". */
export function zoneInWords(at: Date): string {
  const options = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'shortOffset' });
  const offset = options.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? 'UTC';
  const zone = options.resolvedOptions().timeZone;
  return zone === 'UTC' ? zone : `${zone} (${offset.replace('GMT', 'UTC')})`;
}

function partsOf(at: Date, zone: string | undefined): Record<string, string> {
  return zone === 'UTC' ? partsOfUtc(at) : partsInZone(at, zone);
}

/** The server writes all times in UTC, and a page has hundreds: this costs a fiftieth of what Intl does. */
function partsOfUtc(at: Date): Record<string, string> {
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = at
    .toISOString()
    .split(/[-T:.]/);
  return { year, month, day, hour, minute, second };
}

function partsInZone(at: Date, zone: string | undefined): Record<string, string> {
  return Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(part => [part.type, part.value]),
  );
}

/** Making one costs far more than using it, and a page of calls has a hundred times. */
const formats = new Map<string | undefined, Intl.DateTimeFormat>();

function formatOf(zone: string | undefined): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  formats.set(zone, format);
  return format;
}
