import { listEndpoints, requireOwnedEndpoint } from '@ck/shared/endpoints';
import { isDomainError } from '@ck/shared/errors';
import { createKey, readKeyDescription, readKeyName } from '@ck/shared/keys';
import { allPermissions, parsePermissions, permissionLabels } from '@ck/shared/permissions';
import { linkButton } from '../blocks/buttons.ts';
import { createdAnswer } from '../blocks/created.ts';
import { CommandError } from '../errors.ts';
import { type Faults, textOf, textsOf } from './fields.ts';
import type { Form } from './form.ts';

export const createForm: Form<'create'> = {
  title: 'Create a key',
  async shape({ name, endpoint }, { actor, portal }) {
    const endpoints = await listEndpoints(actor);
    if (endpoints.length === 0)
      throw new CommandError('You have no API yet. Add one in the portal first.', [
        linkButton('Add an API', `${portal}/apis/new`),
      ]);
    const chosen =
      endpoints.find(({ slug }) => slug === endpoint) ?? (endpoints.length === 1 ? endpoints[0] : undefined);
    return {
      title: 'Create a key',
      submit: 'Create',
      fields: [
        {
          ...{ kind: 'choice', id: 'endpoint', label: 'API' },
          options: endpoints.map(({ id, name: label }) => ({ value: id, label })),
          ...(chosen !== undefined && { value: chosen.id }),
        },
        {
          ...{ kind: 'text', id: 'name', label: 'Collaboration key name', most: 80 },
          ...(name !== undefined && { value: name }),
          hint: 'The partner, such as Acme Corp',
        },
        { kind: 'text', id: 'description', label: 'Description', most: 500, lines: true, optional: true },
        {
          ...{ kind: 'boxes', id: 'permissions', label: 'Permissions', optional: true },
          options: allPermissions.map(each => ({ value: each, label: permissionLabels[each] })),
          values: allPermissions,
          hint: 'In Sandbox and Production alike; each has its own afterwards',
        },
      ],
    };
  },
  faults(values): Faults {
    return {
      ...faultOf('name', () => readKeyName(textOf(values, 'name'))),
      ...faultOf('description', () => readKeyDescription(textOf(values, 'description'))),
    };
  },
  async submit(_, values, { actor, secrets, portal }) {
    const endpoint = await requireOwnedEndpoint(actor, textOf(values, 'endpoint'));
    const form = {
      endpointId: endpoint.id,
      name: textOf(values, 'name'),
      description: textOf(values, 'description'),
      permissions: parsePermissions(textsOf(values, 'permissions')) ?? [],
    };
    return createdAnswer(await createKey(actor, form, secrets), endpoint, portal);
  },
};

/** The domain's own words for a value that cannot be used. */
function faultOf(id: string, read: () => unknown): Faults {
  try {
    read();
    return {};
  } catch (error) {
    if (isDomainError(error)) return { [id]: error.message };
    throw error;
  }
}
