import type { KnownBlock } from '@slack/types';

/** What a person gets back: blocks, and the text that notifications and screen readers use. */
export type Answer = {
  text: string;
  blocks: KnownBlock[];
  /** What is to be said once something that is pending has settled. */
  later?: Promise<Answer | undefined>;
};

/** User text inside mrkdwn: without this a key named `<!channel>` would call everybody. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** One section; Slack takes at most 3,000 characters. */
export function section(mrkdwn: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(mrkdwn, 3000) } };
}

export function context(mrkdwn: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: cut(mrkdwn, 2000) }] };
}

export function plainAnswer(text: string): Answer {
  return { text, blocks: [section(escapeMrkdwn(text))] };
}

export function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}
