import { z } from 'zod';
import { type ActMeans, enter, openHome, type Place, sheetOf, useControl } from './acts.ts';
import { findControl } from './elements.ts';
import { closeModal, submitModal } from './modal-acts.ts';
import { isSeenBy } from './seen.ts';
import { typeText } from './typing.ts';
import type { Person, View } from './workspace-parts.ts';

const chosen = z.union([z.string(), z.array(z.string()), z.null()]);
const entered = z.array(z.object({ blockId: z.string(), actionId: z.string(), chosen })).max(100);
const person = z.string();

const pageAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('type'), person, channel: z.string(), text: z.string().min(1).max(4_000) }),
  z.object({
    act: z.literal('use'),
    person,
    where: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('message'), ts: z.string() }),
      z.object({ kind: z.literal('view'), id: z.string() }),
    ]),
    blockId: z.string(),
    actionId: z.string(),
    chosen: chosen.optional(),
    entered,
  }),
  z.object({ act: z.literal('submit'), person, view: z.string(), entered }),
  z.object({ act: z.literal('close'), person, view: z.string() }),
  z.object({ act: z.literal('home'), person }),
]);

type PageAct = z.output<typeof pageAct>;

/** Does what the page was asked to do. Undefined when done, or in words what no longer is there. */
export async function runPageAct(means: ActMeans, body: unknown): Promise<string | undefined> {
  const parsed = pageAct.safeParse(body);
  const who = means.workspace.people.get(parsed.data?.person ?? '');
  if (parsed.data === undefined || who === undefined) return 'This cannot be done here.';
  return await run(means, who, parsed.data);
}

async function run(means: ActMeans, who: Person, act: PageAct): Promise<string | undefined> {
  const { workspace } = means;
  switch (act.act) {
    case 'type': {
      const channel = workspace.channels.get(act.channel);
      if (!channel?.members.includes(who.id)) return 'You are not in this channel.';
      await typeText(means, who, channel, act.text);
      return undefined;
    }
    case 'home':
      await openHome(means, who);
      return undefined;
    case 'use':
      return await use(means, who, act);
    case 'submit':
    case 'close': {
      const view = workspace.stackOf(who.id).at(-1);
      if (view?.id !== act.view) return 'This modal is closed already.';
      if (act.act === 'close') await closeModal(means, who, view);
      else {
        enterAll(view, act.entered);
        await submitModal(means, who, view);
      }
      return undefined;
    }
  }
}

async function use(means: ActMeans, who: Person, act: PageAct & { act: 'use' }): Promise<string | undefined> {
  const place = placeOf(means, who, act.where);
  const control = place && findControl(sheetOf(place), act.blockId, act.actionId);
  if (place === undefined || control === undefined) return 'This has changed meanwhile.';
  if (place.kind === 'view') enterAll(place.view, act.entered);
  await useControl(means, who, place, control, act.chosen ?? null);
  return undefined;
}

function placeOf(
  { workspace }: ActMeans,
  who: Person,
  where: (PageAct & { act: 'use' })['where'],
): Place | undefined {
  if (where.kind === 'view') {
    const view = workspace.viewOf(who.id, where.id);
    return view && { kind: 'view', view };
  }
  const message = workspace.messages.find(({ ts }) => ts === where.ts);
  return message && isSeenBy(workspace, message, who) ? { kind: 'message', message } : undefined;
}

function enterAll(view: View, all: z.output<typeof entered>): void {
  for (const { blockId, actionId, chosen: value } of all) {
    const control = findControl(view, blockId, actionId);
    if (control !== undefined) enter({ kind: 'view', view }, control, value);
  }
}
