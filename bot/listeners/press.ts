import { requireOwnedEndpoint } from '@ck/shared/endpoints';
import { getRequest } from '@ck/shared/requests';
import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  ButtonAction,
  SlackActionMiddlewareArgs,
} from '@slack/bolt';
import type { KnownBlock } from '@slack/types';
import { type Act, readAct } from '../acts/act.ts';
import { type AnsweredAct, doAct } from '../acts/do-act.ts';
import { askingOf } from '../asking.ts';
import { requestBlocks, workingBlocks } from '../blocks/request-blocks.ts';
import { CommandError } from '../errors.ts';
import { wordsView } from '../forms/fields.ts';
import type { FormCall } from '../forms/form-call.ts';
import { publishHome } from '../home/publish-home.ts';
import type { BotMeans, Visitor } from '../means.ts';
import { readWords } from '../read-command.ts';
import { deliveryOf, isFirstDelivery } from '../replay-guard.ts';
import { answerOf, tell } from '../say.ts';
import { fillForm, openForm, openView } from './open-form.ts';
import { visitorOf } from './visitor.ts';

type PressArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** Where a button was pressed decides where the answer is shown. */
type Place =
  | { kind: 'own' }
  /** A message that others see too. */
  | { kind: 'shared'; text: string; blocks: KnownBlock[] }
  | { kind: 'modal'; viewId: string }
  | { kind: 'home' };

/** Pressed buttons, whatever they do: it is in their value. */
export function listenForPresses(app: App, means: BotMeans): void {
  app.action<BlockAction<ButtonAction>>(/^act/, async args => {
    await args.ack();
    await press(args, means);
  });
  app.action(/^open/, async ({ ack }) => await ack());
}

async function press(args: PressArgs, means: BotMeans): Promise<void> {
  const { action, body, client, context } = args;
  const visitor = visitorOf(means, client, body);
  const place = placeOf(body);
  const read = readAct(action.value, means.now());
  const act: Act = read.kind === 'act' ? read.act : { do: 'keep' };
  const call = formCallOf(act);
  const wantsView = call !== undefined || (place.kind === 'home' && act.do !== 'home');
  const viewId = !wantsView
    ? undefined
    : call !== undefined
      ? await openForm(client, body.trigger_id, call, means.log, { onTop: place.kind === 'modal' })
      : await openView(client, body.trigger_id, 'Collaboration Keys', means.log);
  if (!(await isFirstDelivery(deliveryOf(context, body), means.now()))) return;
  if (call !== undefined) {
    if (viewId !== undefined) await fillForm(visitor, viewId, call);
    return;
  }
  if (act.do === 'home') return await publishHome(visitor, act.page);
  if (act.do === 'form') return;
  const work = read.kind === 'act' ? () => doAct(act, visitor) : () => Promise.reject(tooOld);
  await show(args, visitor, { place, act, work, ...(viewId !== undefined && { viewId }) });
}

const tooOld = new CommandError('This question is too old. Give the command again.');

/** A form that a button names, or that the command of a button asks for. */
function formCallOf(act: Act): FormCall | undefined {
  if (act.do === 'form') return act.call;
  if (act.do !== 'run') return undefined;
  const command = readWords(act.words);
  return command.kind === 'run' ? command.subcommand.form?.(command.words) : undefined;
}

type Shown = {
  place: Place;
  act: AnsweredAct;
  work: () => ReturnType<typeof doAct>;
  viewId?: string;
};

async function show(
  { respond }: PressArgs,
  visitor: Visitor,
  { place, act, work, viewId }: Shown,
): Promise<void> {
  const answer = () => answerOf(work, visitor.log);
  const inView = async (id: string) =>
    await tell(await answer(), ({ blocks }) =>
      visitor.client.views.update({ view_id: id, view: wordsView('Collaboration Keys', blocks) }),
    );
  if (place.kind === 'modal') return await inView(place.viewId);
  if (place.kind === 'home') {
    if (viewId !== undefined) await inView(viewId);
    return await publishHome(visitor, 1);
  }
  if (place.kind === 'own')
    return await tell(await answer(), message => respond({ replace_original: true, ...message }));
  const decides = act.do === 'approve';
  if (decides)
    await respond({ replace_original: true, text: 'Working…', blocks: workingBlocks(place.blocks) });
  let failed = false;
  const done = await answerOf(
    () =>
      work().catch(error => {
        failed = true;
        throw error;
      }),
    visitor.log,
  );
  // The message of a decided request is rewritten by what the decision queued; otherwise it gets its buttons back.
  if (decides && failed) {
    const blocks = (await requestNow(act.requestId, visitor)) ?? place.blocks;
    await respond({ replace_original: true, text: place.text, blocks });
  }
  await tell(done, message => respond({ response_type: 'ephemeral', replace_original: false, ...message }));
}

/** The request as it is by now: whoever presses late sees who decided. @returns undefined for whom it is not there */
async function requestNow(requestId: string, visitor: Visitor): Promise<KnownBlock[] | undefined> {
  try {
    const { actor, portal } = await askingOf(visitor);
    const request = await getRequest(actor, requestId);
    return requestBlocks(request, await requireOwnedEndpoint(actor, request.endpointId), portal);
  } catch {
    return undefined;
  }
}

function placeOf({ container, view, message }: BlockAction): Place {
  if (view !== undefined) return view.type === 'home' ? { kind: 'home' } : { kind: 'modal', viewId: view.id };
  if (container.is_ephemeral === true || message === undefined) return { kind: 'own' };
  return {
    kind: 'shared',
    text: message.text ?? 'A request',
    blocks: (message.blocks ?? []) as KnownBlock[],
  };
}
