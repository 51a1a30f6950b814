import type { UpstreamRoute } from '@ck/shared/endpoints';
import type { UpstreamRequest } from './forward.ts';

/** Routes live until they change; their address is read once. */
const bases = new WeakMap<UpstreamRoute, Omit<UpstreamRequest['url'], 'path'> & { base: string }>();

/** Put together as text: the URL parser would rewrite the path that was authorized. */
export function upstreamUrl(route: UpstreamRoute, rest: string, query: string): UpstreamRequest['url'] {
  const { base, ...place } = baseOf(route);
  const path = `${base}${rest}`;
  return { ...place, path: `${path === '' ? '/' : path}${query === '' ? '' : `?${query}`}` };
}

function baseOf(route: UpstreamRoute) {
  const known = bases.get(route);
  if (known !== undefined) return known;
  const { origin, hostname, host, pathname } = new URL(route.url);
  const read = { origin, hostname, host, base: pathname.replace(/\/$/, '') };
  bases.set(route, read);
  return read;
}
