import { readRecentUse } from '@ck/shared/calls';
import { environmentLabels } from '@ck/shared/endpoints';
import { allPermissions, parsePermissions, permissionLabels } from '@ck/shared/permissions';
import { saveAndTell } from '../acts/permissions.ts';
import { permissionsQuestion } from '../blocks/questions.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { findKey } from '../find-key.ts';
import { textsOf } from './fields.ts';
import type { Form } from './form.ts';

export const permissionsForm: Form<'permissions'> = {
  title: 'Permissions',
  async shape({ key: word, environment }, { actor }) {
    const { key, endpoint } = await findKey(actor, word, ['permissions', word, environment]);
    return {
      title: 'Permissions',
      submit: 'Save',
      lead: `*${escapeMrkdwn(key.name)}* on ${escapeMrkdwn(endpoint.slug)}, ${environmentLabels[environment]}`,
      fields: [
        {
          ...{
            kind: 'boxes',
            id: 'permissions',
            label: `Permissions in ${environmentLabels[environment]}`,
            optional: true,
          },
          options: allPermissions.map(each => ({ value: each, label: permissionLabels[each] })),
          values: key[environment].permissions,
        },
      ],
    };
  },
  faults: () => ({}),
  async submit({ key: word, environment }, values, asking) {
    const { key } = await findKey(asking.actor, word, ['permissions', word, environment]);
    const permissions = parsePermissions(textsOf(values, 'permissions')) ?? [];
    const change = { keyId: key.id, environment, permissions, version: key.version };
    const taken = key[environment].permissions.filter(each => !permissions.includes(each));
    if (environment === 'sandbox') return await saveAndTell(asking, change);
    const { use } = await readRecentUse(asking.actor, { keyId: key.id, environment, needing: taken });
    return permissionsQuestion(key, { ...change, askedAt: asking.now() }, use);
  },
};
