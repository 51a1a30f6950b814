/** The spans that are counted as one, the longest first, all in UTC; each is made of the next one, an hour of rows. */
export const spans = ['week', 'day', 'hour'] as const;

export type Span = (typeof spans)[number];

export const spanMs = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

export type Range = { from: Date; to: Date };

/** A week begins on a Thursday, as the epoch did; nobody is shown one. */
export function startOf(span: Span, at: Date): Date {
  return new Date(Math.floor(at.getTime() / spanMs[span]) * spanMs[span]);
}

export function endOf(span: Span, at: Date): Date {
  return new Date(Math.ceil(at.getTime() / spanMs[span]) * spanMs[span]);
}

/** The beginnings of the spans in which these moments are, each once. */
export function startsOf(span: Span, moments: readonly Date[]): Date[] {
  return [...new Set(moments.map(at => startOf(span, at).getTime()))].map(time => new Date(time));
}

/** What a range is made of: whole spans, the longest that fit, and at its edges parts of an hour. */
export type Cover = Record<Span | 'part', Range[]>;

/** Cuts a range; every moment of it is in exactly one piece, none longer than `longest`. */
export function coverOf(range: Range, longest: Span): Cover {
  const cover: Cover = { week: [], day: [], hour: [], part: [] };
  let rest = [range];
  for (const span of spans.slice(spans.indexOf(longest))) {
    const cuts = rest.map(each => cut(span, each));
    cover[span] = cuts.flatMap(({ whole }) => whole);
    rest = cuts.flatMap(each => each.rest);
  }
  cover.part = rest;
  return cover;
}

/** A rest never reaches over a border of the span. */
function cut(span: Span, { from, to }: Range): { whole: Range[]; rest: Range[] } {
  const [first, last] = [endOf(span, from), startOf(span, to)];
  const inner = first < last ? { from: first, to: last } : undefined;
  const border = first < to ? first : to;
  const edges = [
    { from, to: border },
    { from: inner?.to ?? border, to },
  ];
  return {
    whole: inner === undefined ? [] : [inner],
    rest: edges.filter(edge => edge.from < edge.to),
  };
}

/** Every step of a range, the first and the last maybe shorter than the others. */
export function stepsOf(span: Span, { from, to }: Range): Range[] {
  const steps: Range[] = [];
  for (let at = from; at < to; ) {
    const next = new Date(startOf(span, at).getTime() + spanMs[span]);
    steps.push({ from: at, to: next < to ? next : to });
    at = next;
  }
  return steps;
}
