import { inviteCollaborators } from '@ck/shared/invitations';
import { invitedAnswer } from '../blocks/invitation-blocks.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { findKey } from '../find-key.ts';
import { textOf, type Values } from './fields.ts';
import type { Form } from './form.ts';

/** People paste lists: one a line, with commas, with spaces. */
const addressesOf = (values: Values) =>
  textOf(values, 'addresses')
    .split(/[\s,;]+/)
    .filter(part => part !== '');

export const inviteForm: Form<'invite'> = {
  title: 'Invite Collaborator',
  async shape({ key: word }, { actor }) {
    const { key, endpoint } = await findKey(actor, word, ['invite', word]);
    return {
      title: 'Invite Collaborator',
      submit: 'Invite',
      lead: `*${escapeMrkdwn(key.name)}* on ${escapeMrkdwn(endpoint.slug)}. Each gets a mail with a link that is good for 7 days.`,
      fields: [
        {
          kind: 'text',
          id: 'addresses',
          label: 'E-mail addresses',
          most: 3000,
          lines: true,
          hint: 'One or many',
        },
      ],
    };
  },
  faults(values) {
    const wrong = addressesOf(values).filter(address => !/^[^@]+@[^@]+$/.test(address));
    return wrong.length === 0
      ? {}
      : { addresses: `This is no e-mail address: ${wrong.slice(0, 3).join(', ')}` };
  },
  async submit({ key: word }, values, { actor, mailSecret }) {
    const { key } = await findKey(actor, word, ['invite', word]);
    const form = { keyId: key.id, addresses: addressesOf(values) };
    return invitedAnswer(key, await inviteCollaborators(actor, form, { mailSecret }));
  },
};
