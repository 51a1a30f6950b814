import type { Actor } from '../accounts/index.ts';
import { type Environment, environmentLabels } from '../environment.ts';
import { DomainError } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import type { VersionedSecret } from '../process/index.ts';
import { changeEndpoint } from './change-endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';
import { openHeaders, sealHeaders } from './make-upstream.ts';
import { findOwnedEndpoint } from './require-endpoint.ts';

type Means = { upstreamMaster: VersionedSecret };
type Form = { endpointId: string; environment: Environment; name: string; expectedVersion: number };

/** The names of the headers that the gateway adds to calls. Their values are never shown again. @throws `not_found` */
export async function listUpstreamHeaders(
  actor: Actor,
  endpointId: string,
  { upstreamMaster }: Means,
): Promise<Record<Environment, string[]>> {
  const endpoint = await findOwnedEndpoint(actor, endpointId);
  const namesOf = (environment: Environment) =>
    openHeaders(upstreamMaster, endpoint[environment].upstream?.headers, { endpointId, environment }).map(
      ([name]) => name,
    );
  return { sandbox: namesOf('sandbox'), production: namesOf('production') };
}

/**
 * Adds a header to the calls of one environment, or replaces the one of this name (RFC 9110 section 5.1: in any case).
 * @throws DomainError `not_found`, `conflict`, `invalid`
 */
export async function saveUpstreamHeader(
  actor: Actor,
  form: Form & { value: string },
  means: Means,
): Promise<Fenced<EndpointView>> {
  const name = form.name.trim();
  if (name === '') throw new DomainError('invalid', 'Enter the name of a header.', { field: 'name' });
  if (form.value === '') throw new DomainError('invalid', 'Enter what it says.', { field: 'value' });
  return await changeHeaders(actor, form, means, held => {
    const place = held.findIndex(header => sameName(header[0], name));
    const fresh: [string, string] = [name, form.value];
    return place === -1 ? [...held, fresh] : held.with(place, fresh);
  });
}

/** @throws DomainError `not_found` also when there is no such header, `conflict` */
export async function removeUpstreamHeader(
  actor: Actor,
  form: Form,
  means: Means,
): Promise<Fenced<EndpointView>> {
  return await changeHeaders(actor, form, means, held => {
    const kept = held.filter(([name]) => !sameName(name, form.name));
    if (kept.length === held.length) throw new DomainError('not_found', 'There is no such header.');
    return kept;
  });
}

async function changeHeaders(
  actor: Actor,
  form: Form,
  { upstreamMaster }: Means,
  decide: (held: [string, string][]) => [string, string][],
): Promise<Fenced<EndpointView>> {
  const { endpointId, environment } = form;
  return await changeEndpoint(actor, form, endpoint => {
    const upstream = endpoint[environment].upstream;
    if (upstream === undefined) {
      const message = `${environmentLabels[environment]} has no upstream address yet. Save one first.`;
      throw new DomainError('invalid', message, { field: 'name' });
    }
    const held = openHeaders(upstreamMaster, upstream.headers, { endpointId, environment });
    const headers = decide(held);
    const sealed = sealHeaders(upstreamMaster, headers, { endpointId, environment });
    return {
      action: 'endpoint.headers_saved',
      environment,
      set: { [`${environment}.upstream`]: { url: upstream.url, ...sealed } },
      before: { headers: held.map(([name]) => name) },
      after: { headers: headers.map(([name]) => name), ...replacedOf(held, headers) },
    };
  });
}

/** The header that has another value than before: its names alone would not tell that anything changed. */
function replacedOf(held: readonly [string, string][], headers: readonly [string, string][]) {
  const replaced = headers.find(([name, value]) =>
    held.some(old => sameName(old[0], name) && old[1] !== value),
  );
  return replaced === undefined ? {} : { replaced: replaced[0] };
}

const sameName = (a: string, b: string) => a.toLowerCase() === b.trim().toLowerCase();
