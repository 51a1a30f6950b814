/** One mail as it goes out: the same content as text and as HTML. */
export type Mail = { to: string; subject: string; text: string; html: string };
