/**
 * Slack's mrkdwn, read into pieces. Pure: what a piece looks like is decided elsewhere.
 * @typedef {{ kind: 'text' | 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'mention' | 'quote', text?: string,
 *   parts?: Piece[] } | { kind: 'link', url: string, text: string } | { kind: 'date', seconds: number, format: string,
 *   fallback: string }} Piece
 */

const entities = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** @param {string} text */
const decode = text => text.replace(/&(?:lt|gt|amp);/g, entity => entities[entity]);

/** What begins a piece; a mark of style stands at the edge of a word, and closes on the same line. */
const beginnings =
  /```([\s\S]+?)```|`([^`\n]+)`|<([^<>]+)>|(?<bare>https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)])|(?<![\p{L}\p{N}])(?<mark>\*|_|~)(?!\s)(?<styled>[^\n]*?[^\s])\k<mark>(?![\p{L}\p{N}])/u;

const styles = { '*': 'bold', _: 'italic', '~': 'strike' };

/**
 * @param {string} text
 * @returns {Piece[]}
 */
export function readMrkdwn(text) {
  /** @type {Piece[]} */
  const pieces = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length > 0) pieces.push({ kind: 'quote', parts: readInline(quoted.join('\n')) });
    quoted = [];
  };
  let plain = [];
  const flushPlain = () => {
    if (plain.length > 0) pieces.push(...readInline(plain.join('\n')));
    plain = [];
  };
  for (const line of text.split('\n')) {
    const quote = /^&gt; ?(.*)$/.exec(line) ?? /^> ?(.*)$/.exec(line);
    if (quote) {
      flushPlain();
      quoted.push(quote[1]);
    } else {
      flush();
      plain.push(line);
    }
  }
  flush();
  flushPlain();
  return pieces;
}

/** @param {string} text */
function readInline(text) {
  /** @type {Piece[]} */
  const pieces = [];
  let rest = text;
  for (;;) {
    const found = beginnings.exec(rest);
    if (found === null) break;
    if (found.index > 0) pieces.push({ kind: 'text', text: decode(rest.slice(0, found.index)) });
    const [whole, pre, code, angle] = found;
    const { bare, mark, styled } = found.groups;
    if (pre !== undefined) pieces.push({ kind: 'pre', text: decode(pre.replace(/^\n|\n$/g, '')) });
    else if (code !== undefined) pieces.push({ kind: 'code', text: decode(code) });
    else if (angle !== undefined) pieces.push(readAngle(angle));
    else if (bare !== undefined) pieces.push({ kind: 'link', url: decode(bare), text: decode(bare) });
    else pieces.push({ kind: styles[mark], parts: readInline(styled) });
    rest = rest.slice(found.index + whole.length);
  }
  if (rest !== '') pieces.push({ kind: 'text', text: decode(rest) });
  return pieces;
}

/**
 * What stands between angle brackets: a date, a mention, or a link.
 * @param {string} inner
 * @returns {Piece}
 */
function readAngle(inner) {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : decode(inner.slice(bar + 1));
  const [, seconds, format] = /^!date\^(\d+)\^([^^]+)/.exec(target) ?? [];
  if (seconds !== undefined) return { kind: 'date', seconds: Number(seconds), format, fallback: label ?? '' };
  if (/^[@#!]/.test(target)) {
    const sign = target.startsWith('#') ? '#' : '@';
    return { kind: 'mention', text: sign + (label ?? target.slice(1)) };
  }
  const url = decode(target);
  // Only addresses that a person may follow; anything else stays what it says.
  if (!/^(https?:|mailto:)/.test(url)) return { kind: 'text', text: label ?? url };
  return { kind: 'link', url, text: label ?? url.replace(/^mailto:/, '') };
}

/** Slack's own words for a date, in the zone of whoever reads. */
const dateParts = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/**
 * @param {{ seconds: number, format: string, fallback: string }} date
 * @param {{ now?: Date, locale?: string, timeZone?: string }} [reader]
 */
export function dateInWords({ seconds, format, fallback }, { now = new Date(), locale, timeZone } = {}) {
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime())) return fallback;
  return format.replace(/\{(\w+)\}/g, (whole, name) => {
    const pretty = name.endsWith('_pretty');
    const parts = dateParts[pretty ? name.slice(0, -'_pretty'.length) : name];
    if (parts === undefined) return whole;
    const day = pretty ? nearDay(at, now, timeZone) : undefined;
    return day ?? new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(at);
  });
}

/** @param {Date} at @param {Date} now @param {string} [timeZone] */
function nearDay(at, now, timeZone) {
  const dayOf = date => new Intl.DateTimeFormat('en-CA', { timeZone }).format(date);
  const days = (Date.parse(dayOf(at)) - Date.parse(dayOf(now))) / 86_400_000;
  return { '-1': 'yesterday', 0: 'today', 1: 'tomorrow' }[days];
}
