export { type DeliveryMeans, deliverDue } from './deliver.ts';
export { invitationMail } from './invitation-mail.ts';
export { invitationWantedMail } from './invitation-wanted-mail.ts';
export { createMailer, type Mailer } from './mailer.ts';
export { type MailPreview, previewMails } from './previews.ts';
export { signInMail } from './sign-in-mail.ts';
