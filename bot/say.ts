import type { Logger } from '@ck/shared/process';
import { type Answer, actions, plainAnswer, section } from './blocks/blocks.ts';
import { runButton } from './blocks/buttons.ts';
import { escapeMrkdwn } from './blocks/text.ts';
import { CommandError, sentenceOf } from './errors.ts';

/** What is sent: the text beside blocks is mrkdwn too, notifications show it, and a name in it must call nobody. */
export function toMessage({ text, blocks }: Omit<Answer, 'later'>) {
  return { text: escapeMrkdwn(text), blocks };
}

/** Says it, and says it again once what was pending has settled. */
export async function tell(
  { later, ...now }: Answer,
  say: (message: ReturnType<typeof toMessage>) => Promise<unknown>,
): Promise<void> {
  await say(toMessage(now));
  const settled = await later;
  if (settled !== undefined) await say(toMessage(settled));
}

/** The answer, or what went wrong: what happened, why, and a button for the next step. */
export async function answerOf(work: () => Promise<Answer>, log: Logger): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    return faultAnswer(error, log);
  }
}

export function faultAnswer(error: unknown, log: Logger): Answer {
  const text = sentenceOf(error, log);
  const buttons = error instanceof CommandError ? error.buttons : [];
  if (buttons.length === 0) return plainAnswer(text, runButton('Help', ['help']));
  return { text, blocks: [section(escapeMrkdwn(text)), ...actions(...buttons)] };
}
