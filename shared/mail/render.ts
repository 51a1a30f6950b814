import { invitationMailFacts, wantedFacts } from '../invitations/index.ts';
import { notificationMailFacts } from '../notifications/index.ts';
import type { OutboxDocument } from '../outbox/index.ts';
import type { VersionedSecret } from '../process/index.ts';
import { invitationMail } from './invitation-mail.ts';
import { invitationWantedMail } from './invitation-wanted-mail.ts';
import type { Mail } from './mail.ts';
import { notificationMail } from './notification-mail.ts';

export type RenderMeans = { portalUrl: string; mailSecret: VersionedSecret };

/** Makes the words of a row when it is sent. @returns undefined when it was overtaken and nothing is to be said */
type Render = (row: OutboxDocument, means: RenderMeans) => Promise<Mail | undefined>;

/** One entry for each kind of mail that features queue. */
const kinds: Readonly<Record<string, Render>> = {
  invitation: async ({ refs }, means) => await invitation(refs, means, false),
  invitation_reminder: async ({ refs }, means) => await invitation(refs, means, true),
  async invitation_wanted({ refs, to }, { portalUrl }) {
    const facts = await wantedFacts(sendingOf(refs));
    if (facts === undefined) return undefined;
    const url = new URL(`/apis/${facts.slug}/keys/${facts.keyId}`, portalUrl).href;
    return invitationWantedMail({ to, address: facts.address, endpoint: facts.endpoint, url });
  },
  async notification({ refs, to }, { portalUrl }) {
    const facts = await notificationMailFacts(String(refs.notificationId));
    if (facts === undefined) return undefined;
    const url = new URL(facts.path, portalUrl).href;
    const settingsUrl = new URL('/notifications/settings', portalUrl).href;
    return notificationMail({ ...facts, to, url, settingsUrl });
  },
};

/** The kinds of mail that features may queue. */
export const mailKinds = Object.keys(kinds);

async function invitation(
  refs: OutboxDocument['refs'],
  { portalUrl, mailSecret }: RenderMeans,
  reminder: boolean,
): Promise<Mail | undefined> {
  const facts = await invitationMailFacts(sendingOf(refs), mailSecret);
  if (facts === undefined) return undefined;
  const { token, ...rest } = facts;
  return invitationMail({ ...rest, url: new URL(`/invitations/${token}`, portalUrl).href }, reminder);
}

/** @throws Error for a kind that this version does not know: it waits for one that does */
export async function renderMail(row: OutboxDocument, means: RenderMeans): Promise<Mail | undefined> {
  const render = Object.hasOwn(kinds, row.kind) ? kinds[row.kind] : undefined;
  if (render === undefined) throw new Error(`no template for ${row.kind}`);
  return await render(row, means);
}

function sendingOf({ invitationId, sending }: OutboxDocument['refs']) {
  return { invitationId: String(invitationId), sending: Number(sending) };
}
