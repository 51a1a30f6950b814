import { environmentLabels } from '@ck/shared/endpoints';
import { tellPeopleOfKey } from '@ck/shared/notifications';
import { plainAnswer } from '../blocks/blocks.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { findKey } from '../find-key.ts';
import { textOf } from './fields.ts';
import type { Form } from './form.ts';

/** A word to the partner, from beside what went wrong. */
export const tellForm: Form<'tell'> = {
  title: 'Tell the partner',
  async shape({ key: word, environment }, { actor }) {
    const { key } = await findKey(actor, word, ['show', word]);
    const place = environment === undefined ? '' : ` about ${environmentLabels[environment]}`;
    return {
      title: 'Tell the partner',
      submit: 'Send',
      lead: `To the people of *${escapeMrkdwn(key.name)}*${place}, in the portal and by mail.`,
      fields: [{ kind: 'text', id: 'text', label: 'Text', most: 500, lines: true }],
    };
  },
  faults: values => (textOf(values, 'text').trim() === '' ? { text: 'Write what they should know.' } : {}),
  async submit({ key: word, environment }, values, { actor }) {
    const { key } = await findKey(actor, word, ['show', word]);
    const place = environment === undefined ? {} : { environment };
    const form = { keyId: key.id, ...place, text: textOf(values, 'text') };
    const { people, keyName } = await tellPeopleOfKey(actor, form);
    return plainAnswer(
      people === 0
        ? `Nobody of ${keyName} is there to be told: nobody has accepted an invitation, or they do not listen.`
        : `Told ${people === 1 ? '1 person' : `${people} people`} of ${keyName}.`,
    );
  },
};
