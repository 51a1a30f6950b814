import type { Actor } from '../accounts/index.ts';
import { DomainError } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import { changeEndpoint } from './change-endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';

const most = 50;

/**
 * Says from which web pages browsers may read the answers; none listed means from any. Gateways compare letter by letter
 * (Fetch standard, CORS check), so an origin is kept as browsers write it.
 * @throws DomainError `not_found`, `conflict`, `invalid`
 */
export async function saveAllowedOrigins(
  actor: Actor,
  form: { endpointId: string; origins: readonly string[]; expectedVersion: number },
): Promise<Fenced<EndpointView>> {
  const origins = [...new Set(form.origins.map(readOrigin))];
  if (origins.length > most) throw refuse(`At most ${most} origins are possible.`);
  return await changeEndpoint(actor, form, ({ allowedOrigins }) => ({
    action: 'endpoint.origins_saved',
    set: { allowedOrigins: origins.length === 0 ? null : origins },
    before: { origins: allowedOrigins ?? 'any' },
    after: { origins: origins.length === 0 ? 'any' : origins },
  }));
}

/** `https://Shop.Example:443/` is sent by browsers as `https://shop.example`. @throws DomainError `invalid` */
export function readOrigin(text: string): string {
  const url = URL.parse(text.trim());
  const shown = text.trim().slice(0, 80);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw refuse(`"${shown}" is no origin. Enter it such as https://shop.example.`);
  }
  const { username, password, pathname, search, hash, hostname } = url;
  if (username !== '' || password !== '' || pathname !== '/' || search !== '' || hash !== '') {
    throw refuse(`"${shown}" is more than an origin. Enter scheme, name and port only: ${url.origin}.`);
  }
  if (hostname.includes('*')) {
    throw refuse(`"${shown}" has a "*". List each origin, or none to allow all of them.`);
  }
  return url.origin;
}

const refuse = (message: string) => new DomainError('invalid', message, { field: 'origins' });
