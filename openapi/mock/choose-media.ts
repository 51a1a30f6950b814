import { essence } from '../media-kind.ts';

type Range = { type: string; weight: number };

/**
 * The type to answer with, of those that the document has, in its order (RFC 9110, 12.5.1). Where the client accepts none
 * of them, the first: a server may disregard `Accept` rather than refuse.
 */
export function chooseMedia<Media>(types: readonly (readonly [string, Media])[], accept: string | undefined) {
  const ranges = (accept ?? '*/*').slice(0, 2_000).split(',').map(toRange);
  const weighed = types.map(type => ({ type, weight: weightOf(ranges, essence(type[0])) }));
  const best = weighed.reduce<(typeof weighed)[number] | undefined>(
    (found, one) => (found === undefined || one.weight > found.weight ? one : found),
    undefined,
  );
  return best?.type;
}

function toRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map(part => part.trim().toLowerCase());
  const weight = Number(parameters.find(part => part.startsWith('q='))?.slice(2) ?? 1);
  return { type, weight: Number.isFinite(weight) ? weight : 0 };
}

/** The most specific range that holds the type says how welcome it is. */
function weightOf(ranges: readonly Range[], type: string): number {
  const [main = ''] = type.split('/');
  for (const wanted of [type, `${main}/*`, '*/*']) {
    const range = ranges.find(one => one.type === wanted);
    if (range !== undefined) return range.weight;
  }
  return 0;
}
