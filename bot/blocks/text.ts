/** User text inside mrkdwn: without this a key named `<!channel>` would call everybody. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

/** Slack writes it in the reader's own time zone; the fallback is UTC. */
export function dateTime(at: Date): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${at.toISOString()}>`;
}

/** "4 s ago" within the last hours, for what happened just now; else the date. */
export function ago(at: Date, now: number): string {
  const seconds = Math.max(0, Math.round((now - at.getTime()) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ago`;
  return dateTime(at);
}

export const count = (number: number, word: string): string =>
  `${number.toLocaleString('en-US')} ${word}${number === 1 ? '' : 's'}`;

/** "14.7 %" */
export const percent = (part: number, all: number): string =>
  all === 0 ? '0 %' : `${Math.round((part / all) * 1000) / 10} %`;
