import type { Button, ConfirmationDialog, PlainTextElement } from '@slack/types';
import type { Act } from '../acts/act.ts';
import { cut } from './text.ts';

const mostCharacters = 2000;

const plain = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, max),
  emoji: false,
});

type Look = { style?: 'primary' | 'danger'; confirm?: ConfirmationDialog };

/** A button that carries what it does. @returns undefined for what is too long to be carried */
export function actButton(label: string, act: Act, look: Look = {}): Button | undefined {
  const value = JSON.stringify(act);
  if (value.length > mostCharacters) return undefined;
  return { type: 'button', action_id: 'act', text: plain(label, 75), value, ...look };
}

/** A button that gives a command, as if it were typed; one that is too long to be carried shows the help instead. */
export function runButton(label: string, words: readonly string[], look: Look = {}): Button {
  const act = actButton(label, { do: 'run', words: [...words] }, look);
  return act ?? runButton('Help', ['help']);
}

/** Slack tells of such a press too; it is only acknowledged. */
export function linkButton(label: string, url: string): Button {
  return { type: 'button', action_id: 'open', text: plain(label, 75), url };
}

/** Slack's own dialog before a button acts; both answers name the act. */
export function confirmDialog(of: {
  title: string;
  text: string;
  confirm: string;
  deny: string;
  danger?: boolean;
}): ConfirmationDialog {
  return {
    title: plain(of.title, 100),
    text: plain(of.text, 300),
    confirm: plain(of.confirm, 30),
    deny: plain(of.deny, 30),
    ...(of.danger === true && { style: 'danger' }),
  };
}
