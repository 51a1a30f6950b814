import type { Actor } from '../accounts/index.ts';
import { type Environment, environmentLabels } from '../environment.ts';
import { DomainError } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import { changeEndpoint } from './change-endpoint.ts';
import type { EndpointView } from './endpoint-view.ts';

/**
 * Says how the gateway handles the calls of one environment: whether the document answers them (`mock`, Sandbox only),
 * and whether only what the document allows is forwarded (`strict`).
 * @throws DomainError `not_found`, `conflict`, `invalid` for a mock in Production, or for its end where no upstream is
 */
export async function saveHandling(
  actor: Actor,
  form: {
    endpointId: string;
    environment: Environment;
    mock: boolean;
    strict: boolean;
    expectedVersion: number;
  },
): Promise<Fenced<EndpointView>> {
  const { environment, mock, strict } = form;
  if (mock && environment !== 'sandbox') {
    throw new DomainError('invalid', 'Only Sandbox can be answered from the document.', { field: 'mock' });
  }
  return await changeEndpoint(actor, form, endpoint => {
    const deployment = endpoint[environment];
    if (!mock && deployment.mock === true && deployment.upstream === undefined) {
      const label = environmentLabels[environment];
      const message = `${label} has no upstream address yet. Save one, then switch the mock off.`;
      throw new DomainError('invalid', message, { field: 'mock' });
    }
    return {
      action: 'endpoint.handling_saved',
      environment,
      set: { [`${environment}.mock`]: mock, [`${environment}.strict`]: strict },
      before: { mock: deployment.mock ?? false, strict: deployment.strict ?? false },
      after: { mock, strict },
    };
  });
}
