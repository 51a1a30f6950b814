export { createMailer, type Mailer } from './mailer.ts';
export { signInMail } from './sign-in-mail.ts';
