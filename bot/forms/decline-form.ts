import { declineRequest, getRequest } from '@ck/shared/requests';
import { wishInWords } from '@ck/shared/wish-words';
import { plainAnswer } from '../blocks/blocks.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { textOf } from './fields.ts';
import type { Form } from './form.ts';

export const declineForm: Form<'decline'> = {
  title: 'Decline',
  async shape({ requestId }, { actor }) {
    const { keyName, wish, askedBy } = await getRequest(actor, requestId);
    return {
      title: 'Decline',
      submit: 'Decline',
      lead: `*${escapeMrkdwn(keyName)} asks: ${wishInWords(wish)}*`,
      fields: [
        {
          ...{ kind: 'text', id: 'note', label: 'Why', most: 500, lines: true },
          hint: `${askedBy.email} reads it with the decision`,
        },
      ],
    };
  },
  faults: values =>
    textOf(values, 'note').trim() === '' ? { note: 'Say why: the person who asked will read it.' } : {},
  async submit({ requestId }, values, { actor, deliverSoon }) {
    const { keyName, wish } = await declineRequest(actor, { requestId, note: textOf(values, 'note') });
    deliverSoon();
    return plainAnswer(`Declined for ${keyName}: ${wishInWords(wish)}.`);
  },
};
