import type { Fields } from './json.ts';

export type Person = { id: string; name: string; email: string; guest?: boolean; stranger?: boolean };
export type Channel = { id: string; name: string; members: string[]; private?: boolean };

/** Blocks that a person can act on, and what they have entered there, by block and action. */
export type Sheet = { blocks: Fields[]; entered: Map<string, Fields>; changed: number };

export type Message = Sheet & {
  ts: string;
  channel: string;
  /** A person's id, or the bot's. */
  from: string;
  text: string;
  /** An ephemeral message: who alone sees it. */
  onlyFor?: string;
  /** The command that it answers. */
  typed?: string;
  edited: boolean;
};

export type View = Sheet & {
  id: string;
  person: string;
  /** Everything but the blocks. */
  frame: Fields;
  hash: string;
  rootId: string;
  previousId?: string;
  /** What is wrong with a field, by block. */
  errors: Fields;
};

/** What Slack would not have taken, or would have shown to the person as a failure of the app. */
export type Fault = { code: string; text: string; at: string };

export const bot = {
  id: 'U0BOT',
  botId: 'B0BOT',
  appId: 'A0LOCAL',
  handle: 'collaboration-keys',
  name: 'Collaboration Keys',
} as const;

/** Who tells a person what Slack itself has to say. */
export const slackbot = 'USLACKBOT';
