import { z } from 'zod';

const mails = z.array(
  z.object({
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    to: z.array(z.object({ address: z.string() })),
  }),
);

export type CaughtMail = z.output<typeof mails>[number];

/** The mails that the catcher took for this address, as soon as there is one. */
export async function waitForMail(mailUrl: string, address: string): Promise<CaughtMail> {
  const until = Date.now() + 10_000;
  while (Date.now() < until) {
    const mail = (await readMails(mailUrl)).find(({ to }) => to.some(person => person.address === address));
    if (mail !== undefined) return mail;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`no mail for ${address} within 10 s`);
}

export async function readMails(mailUrl: string): Promise<CaughtMail[]> {
  const response = await fetch(`${mailUrl}/api/email`);
  return mails.parse(await response.json());
}
