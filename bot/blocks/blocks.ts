import type { Button, KnownBlock } from '@slack/types';
import { cut, escapeMrkdwn } from './text.ts';

/** What a person gets back: blocks, and the text that notifications and screen readers use. */
export type Answer = {
  text: string;
  blocks: KnownBlock[];
  /** What is to be said once something that is pending has settled. */
  later?: Promise<Answer | undefined>;
};

/** One section; Slack takes at most 3,000 characters. */
export function section(mrkdwn: string): KnownBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: cut(mrkdwn, 3000) } };
}

export function context(mrkdwn: string): KnownBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: cut(mrkdwn, 2000) }] };
}

export const divider: KnownBlock = { type: 'divider' };

/** Buttons in one row; Slack wants each to have an id of its own there. */
export function actions(...buttons: readonly (Button | undefined)[]): KnownBlock[] {
  const elements = buttons
    .filter(button => button !== undefined)
    .slice(0, 25)
    .map((button, index) => ({ ...button, action_id: `${button.action_id ?? 'act'}-${index}` }));
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

export function plainAnswer(text: string, ...buttons: readonly (Button | undefined)[]): Answer {
  return { text, blocks: [section(escapeMrkdwn(text)), ...actions(...buttons)] };
}
