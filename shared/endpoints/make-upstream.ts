import type { Environment } from '../environment.ts';
import { DomainError } from '../errors.ts';
import type { VersionedSecret } from '../process/index.ts';
import { type Sealed, seal, unseal } from '../sealing/index.ts';
import type { Upstream } from './endpoint.ts';
import { checkUpstreamHost } from './guarded-lookup.ts';
import { type AddressPolicy, readUpstreamUrl } from './upstream-address.ts';

/** What saving an upstream needs beside the form: the master that seals headers, and the networks allowed. */
export type UpstreamMeans = AddressPolicy & { upstreamMaster: VersionedSecret };

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const fieldValue = /^[\t\x20-\x7e\x80-\xff]*$/;
const maxHeaders = 20;
/** Set by the gateway or by HTTP itself; an owner's value would break framing or forge identity. */
const notOurs =
  /^(?:host|connection|content-length|transfer-encoding|te|trailer|upgrade|keep-alive|expect|via)$|^(?:x-collaboration-|x-forwarded-|proxy-)/i;

/** Checks and seals an upstream before it is saved. The address is resolved, so this waits for DNS. */
export async function makeUpstream(
  form: {
    endpointId: string;
    environment: Environment;
    url: string;
    headers?: Readonly<Record<string, string>>;
  },
  means: UpstreamMeans,
  field: string,
): Promise<Upstream> {
  const url = readUpstreamUrl(form.url, means, field);
  await checkUpstreamHost(url, means, field);
  const headers = Object.entries(form.headers ?? {});
  const href = url.href.replace(/\/$/, '');
  return { url: href, ...sealHeaders(means.upstreamMaster, headers, form) };
}

/** @throws DomainError `invalid` for what cannot be sent as a header, or is not the owner's to say */
export function sealHeaders(
  upstreamMaster: VersionedSecret,
  headers: readonly (readonly [string, string])[],
  place: { endpointId: string; environment: Environment },
): { headers?: Sealed } {
  for (const [name, value] of headers) checkHeader(name, value);
  if (headers.length > maxHeaders) throw badHeader(`At most ${maxHeaders} headers are possible.`);
  if (headers.length === 0) return {};
  const context = headerContext(place.endpointId, place.environment);
  return { headers: seal(upstreamMaster, JSON.stringify(headers), context) };
}

/** The headers as they are sent, name and value. */
export function openHeaders(
  upstreamMaster: VersionedSecret,
  sealed: Sealed | undefined,
  place: { endpointId: string; environment: Environment },
): [string, string][] {
  if (sealed === undefined) return [];
  return JSON.parse(unseal(upstreamMaster, sealed, headerContext(place.endpointId, place.environment)));
}

function checkHeader(name: string, value: string): void {
  if (!token.test(name) || name.length > 100)
    throw badHeader(`"${name.slice(0, 40)}" is no name of a header.`);
  if (notOurs.test(name)) throw badHeader(`${name} is set by the gateway and cannot be replaced.`);
  if (!fieldValue.test(value) || value.length > 4000) {
    throw badHeader(`The value of ${name} must be plain text of at most 4,000 characters on one line.`);
  }
}

const badHeader = (message: string) => new DomainError('invalid', message, { field: 'headers' });

const headerContext = (endpointId: string, environment: Environment) => [
  endpointId,
  environment,
  'upstreamHeaders',
];
