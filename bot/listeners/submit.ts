import { isDomainError } from '@ck/shared/errors';
import type { App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { askingOf } from '../asking.ts';
import { type Faults, formView, readValues, type Values, wordsView, workingView } from '../forms/fields.ts';
import type { FormCall } from '../forms/form-call.ts';
import { faultsOf, readFormCall, shapeOf, submitForm, titleOf } from '../forms/index.ts';
import type { BotMeans, Visitor } from '../means.ts';
import { deliveryOf, isFirstDelivery } from '../replay-guard.ts';
import { faultAnswer, tell } from '../say.ts';
import { visitorOf } from './visitor.ts';

/** Filled forms. Faults that need no database are told by the acknowledgement; the rest is worked on in view. */
export function listenForForms(app: App, means: BotMeans): void {
  app.view<ViewSubmitAction>('form', async ({ ack, body, view, client, context }) => {
    const call = readFormCall(view.private_metadata);
    if (call === undefined) return await ack({ response_action: 'clear' });
    const values = readValues(view.state);
    const faults = faultsOf(call, values);
    if (Object.keys(faults).length > 0) return await refuse(ack, faults);
    await ack({ response_action: 'update', view: workingView(titleOf(call)) });
    if (!(await isFirstDelivery(deliveryOf(context, body), means.now()))) return;
    await submit(visitorOf(means, client, body), view.id, call, values);
  });
}

type Ack = SlackViewMiddlewareArgs<ViewSubmitAction>['ack'];

const refuse = async (ack: Ack, errors: Faults) =>
  await ack({ response_action: 'errors', errors: { ...errors } });

async function submit(visitor: Visitor, viewId: string, call: FormCall, values: Values): Promise<void> {
  const show = async (view: Parameters<typeof visitor.client.views.update>[0]['view']) =>
    await visitor.client.views.update({ view_id: viewId, view });
  try {
    const answer = await submitForm(call, values, await askingOf(visitor));
    await tell(answer, ({ blocks }) => show(wordsView(titleOf(call), blocks)));
  } catch (error) {
    await show(await refusedView(error, visitor, call, values));
  }
}

/** The form again, as it was filled in, with the reason under its field; just the reason where there is no field. */
async function refusedView(error: unknown, visitor: Visitor, call: FormCall, values: Values) {
  const words = wordsView(titleOf(call), faultAnswer(error, visitor.log).blocks);
  if (!isDomainError(error) || error.field === undefined) return words;
  const faults = { [error.field]: error.message };
  return await askingOf(visitor)
    .then(async asking => formView(await shapeOf(call, asking), call, { values, faults }))
    .catch(() => words);
}
