/** One mail as it goes out: the same content as text and as HTML. */
export type Mail = { to: string; subject: string; text: string; html: string };

/** What tells a mail apart from all others; stable when it is sent again. */
export type MailIdentity = { messageId?: string };
