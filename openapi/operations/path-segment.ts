/** One part of a path between two slashes, as a document writes it. */
export type Segment =
  | { kind: 'literal'; text: string }
  /** `{id}` alone. */
  | { kind: 'parameter'; name: string }
  /** `{name}.json`, `v{major}-{minor}`: texts around one or more parameters. */
  | { kind: 'mixed'; texts: readonly string[]; names: readonly string[] };

export function parseSegment(segment: string): Segment {
  const names: string[] = [];
  const texts = segment.split(/\{([^{}]*)\}/).filter((part, index) => {
    if (index % 2 === 0) return true;
    names.push(part);
    return false;
  });
  const [name] = names;
  if (name === undefined) return { kind: 'literal', text: decodeSegment(segment) };
  if (names.length === 1 && texts.every(text => text === '')) return { kind: 'parameter', name };
  return { kind: 'mixed', texts: texts.map(decodeSegment), names };
}

/** RFC 3986, 2.4; what is not percent-encoded well is taken as it stands. */
export function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/**
 * The parameters of a mixed segment, each at least one character: prefix and suffix are fixed, and in between every
 * text is taken where it comes first, so that no input takes more than one pass.
 */
export function matchMixed(
  { texts, names }: Extract<Segment, { kind: 'mixed' }>,
  segment: string,
): Record<string, string> | undefined {
  const prefix = texts[0] ?? '';
  const suffix = texts.at(-1) ?? '';
  if (!segment.startsWith(prefix) || !segment.endsWith(suffix)) return undefined;
  const end = segment.length - suffix.length;
  const params: Record<string, string> = {};
  let from = prefix.length;
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1;
    const text = texts[index + 1] ?? '';
    const to = last ? end : segment.indexOf(text, from + 1);
    if (to <= from || to + (last ? 0 : text.length) > end) return undefined;
    params[name] = segment.slice(from, to);
    from = to + text.length;
  }
  return params;
}

type Mixed = Extract<Segment, { kind: 'mixed' }>;

/** Of two mixed segments the more concrete first: more that is fixed, fewer parameters, and then any order that stays. */
export function compareMixed(a: Mixed, b: Mixed): number {
  const fixed = ({ texts }: Mixed) => texts.reduce((sum, text) => sum + text.length, 0);
  const [one, other] = [a, b].map(({ texts }) => texts.join('{}'));
  return fixed(b) - fixed(a) || a.names.length - b.names.length || ((one ?? '') < (other ?? '') ? -1 : 1);
}
