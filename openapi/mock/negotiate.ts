import { bareType } from '../validation/media-type.ts';

/**
 * Of the types that can be given, the one that the caller likes best (RFC 9110, 12.5.1); the first where none is liked,
 * which a server may do (12.5.1, "disregard").
 */
export function negotiate(types: readonly string[], accept: string | undefined): string | undefined {
  const wishes = (accept ?? '*/*').split(',').map(readWish);
  const liking = (type: string) => {
    const fits = wishes.filter(({ range }) => matches(range, bareType(type)));
    const narrowest = fits.toSorted((a, b) => width(a.range) - width(b.range))[0];
    return narrowest?.quality ?? 0;
  };
  return types.toSorted((a, b) => liking(b) - liking(a))[0];
}

function readWish(wish: string): { range: string; quality: number } {
  const quality = /;\s*q\s*=\s*([\d.]+)/i.exec(wish)?.[1];
  return { range: bareType(wish), quality: quality === undefined ? 1 : Number(quality) || 0 };
}

function matches(range: string, type: string): boolean {
  return range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}

const width = (range: string) => (range === '*/*' ? 2 : range.endsWith('/*') ? 1 : 0);
