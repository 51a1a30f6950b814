import type { UpstreamRoute } from '@ck/shared/endpoints';
import type { UpstreamPlace } from './forward.ts';

type Base = { place: UpstreamPlace; path: string };

/** Routes live until they change; their address is read once. */
const bases = new WeakMap<UpstreamRoute, Base>();

/** Where a route's calls go, and the path before that of the call. */
export function baseOf(route: UpstreamRoute): Base {
  const known = bases.get(route);
  if (known !== undefined) return known;
  const { origin, hostname, host, pathname } = new URL(route.url);
  const read = { place: { origin, hostname, host }, path: pathname.replace(/\/$/, '') };
  bases.set(route, read);
  return read;
}

/** Put together as text: the URL parser would rewrite the path that was authorized. */
export function upstreamPath({ path: base }: Base, rest: string, query: string): string {
  const path = `${base}${rest}`;
  return `${path === '' ? '/' : path}${query === '' ? '' : `?${query}`}`;
}
