import { kindNames, kindOf } from '../notifying/index.ts';
import { invitationMail } from './invitation-mail.ts';
import { invitationWantedMail } from './invitation-wanted-mail.ts';
import type { Mail } from './mail.ts';
import { notificationMail } from './notification-mail.ts';
import { signInMail } from './sign-in-mail.ts';

/** `kind` is what the outbox calls it; sign-in mails go straight out. */
export type MailPreview = { name: string; kind: string; mail: Mail };

const to = 'mina.park@acme.example';

/** Every mail that we send, with invented facts, to be looked at while working on it. Its links lead nowhere. */
export function previewMails(portalUrl: string): MailPreview[] {
  const url = (path: string) => new URL(path, portalUrl).href;
  const invitation = {
    ...{ to, inviter: 'Kim Sol', inviterEmail: 'kim@harbor.example', endpoint: 'Orders API' },
    ...{ description: 'Orders of Harbor', sandbox: ['create', 'read'], production: ['read'] },
    ...{ expiresAt: new Date('2026-11-30T09:14:00Z'), url: url('/invitations/preview') },
  } satisfies Parameters<typeof invitationMail>[0];
  const wanted = { to: 'kim@harbor.example', address: to, endpoint: 'Orders API', url: url('/apis/orders') };
  return [
    { name: 'Sign-in', kind: 'sign_in', mail: signInMail({ to, url: url('/sign-in/preview'), minutes: 15 }) },
    { name: 'Invitation', kind: 'invitation', mail: invitationMail(invitation) },
    { name: 'Invitation, ends soon', kind: 'invitation_reminder', mail: invitationMail(invitation, true) },
    { name: 'New invitation wanted', kind: 'invitation_wanted', mail: invitationWantedMail(wanted) },
    ...notificationPreviews(url),
  ];
}

/** Each kind that a collaborator can have by mail. */
function notificationPreviews(url: (path: string) => string): MailPreview[] {
  const told = { endpoint: 'Orders API', keyName: 'Acme Corp', who: 'kim@harbor.example' };
  return kindNames
    .filter(name => kindOf(name).audience === 'collaborator' && kindOf(name).waitsFor === undefined)
    .map(name => {
      const { label, sample, words } = kindOf(name);
      const parts = words({ ...told, environment: 'production', facts: sample });
      const links = { url: url('/shared/preview'), settingsUrl: url('/notifications/settings') };
      const mail = notificationMail({ ...told, ...parts, ...links, to, label });
      return { name: `Notification: ${label}`, kind: 'notification', mail };
    });
}
