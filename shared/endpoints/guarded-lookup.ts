import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { lookup as lookupPromise } from 'node:dns/promises';
import { DomainError } from '../errors.ts';
import { type AddressPolicy, forbiddenUpstream, isForbiddenAddress } from './upstream-address.ts';

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Refused at connect time because the name resolves into a forbidden network. */
class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'EFORBIDDEN';
}

/**
 * A `lookup` for net.connect and tls.connect. The socket connects to the very address that was checked, so that a name
 * which answers differently the second time (DNS rebinding) gains nothing. One forbidden answer refuses the name.
 */
export function guardedLookup(policy: AddressPolicy) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const [first] = addresses;
      const forbidden = addresses.find(({ address }) => isForbiddenAddress(address, policy));
      if (first === undefined || forbidden !== undefined) {
        return callback(new ForbiddenAddressError(`${hostname} resolves to a forbidden address`), []);
      }
      if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** The same check when an upstream is saved, so that its owner hears of it at once. */
export async function checkUpstreamHost(url: URL, policy: AddressPolicy, field: string): Promise<void> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await lookupPromise(hostname, { all: true }).catch(() => {
    const message = `${hostname} was not found. Check the spelling, or try again when its name is in place.`;
    throw new DomainError('invalid', message, { field });
  });
  const forbidden = addresses.find(({ address }) => isForbiddenAddress(address, policy));
  if (forbidden !== undefined) throw forbiddenUpstream(`${hostname} (${forbidden.address})`, field);
}
