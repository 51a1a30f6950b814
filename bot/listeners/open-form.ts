import type { Logger } from '@ck/shared/process';
import type { webApi } from '@slack/bolt';
import { askingOf } from '../asking.ts';
import { formView, wordsView, workingView } from '../forms/fields.ts';
import type { FormCall } from '../forms/form-call.ts';
import { shapeOf, titleOf } from '../forms/index.ts';
import type { Visitor } from '../means.ts';
import { faultAnswer } from '../say.ts';

/**
 * Opens a form at once, empty: the trigger that allows it lives three seconds, which asking the database may take.
 * @param onTop of the modal in which a button was pressed
 * @returns the view's id; undefined when Slack did not open it
 */
export async function openForm(
  client: webApi.WebClient,
  triggerId: string,
  call: FormCall,
  log: Logger,
  { onTop = false } = {},
): Promise<string | undefined> {
  return await openView(client, triggerId, titleOf(call), log, { onTop });
}

export async function openView(
  client: webApi.WebClient,
  triggerId: string,
  title: string,
  log: Logger,
  { onTop = false } = {},
): Promise<string | undefined> {
  try {
    const wanted = { trigger_id: triggerId, view: workingView(title) };
    const { view } = onTop ? await client.views.push(wanted) : await client.views.open(wanted);
    return view?.id;
  } catch (error) {
    log.warn({ err: error }, 'a form could not be opened');
    return undefined;
  }
}

/** Fills a form that was opened empty, or says in it why it cannot be filled. */
export async function fillForm(visitor: Visitor, viewId: string, call: FormCall): Promise<void> {
  const view = await askingOf(visitor)
    .then(async asking => formView(await shapeOf(call, asking), call))
    .catch(error => wordsView(titleOf(call), faultAnswer(error, visitor.log).blocks));
  await visitor.client.views.update({ view_id: viewId, view });
}
