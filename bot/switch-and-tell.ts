import type { Actor } from '@ck/shared/accounts';
import { type Fenced, whenSettled } from '@ck/shared/fence';
import { type KeyView, pauseKey, switchKey } from '@ck/shared/keys';
import type { Answer } from './blocks/blocks.ts';
import { switchedAnswer } from './blocks/key-blocks.ts';

export type Switch = Parameters<typeof switchKey>[1] & { for?: string | undefined };

/** Switches a key, off for a time where one is given, and says how that holds; what is not confirmed yet is told again. */
export async function switchAndTell(actor: Actor, { for: time, ...form }: Switch): Promise<Answer> {
  const key =
    time === undefined ? await switchKey(actor, form) : await pauseKey(actor, { ...form, for: time });
  const answer = switchedAnswer(key, form.environment);
  return key.fence.kind === 'held' ? answer : { ...answer, later: settled(key, form.environment) };
}

async function settled(
  key: Fenced<KeyView>,
  environment: Parameters<typeof switchedAnswer>[1],
): Promise<Answer | undefined> {
  const { change } = key.fence;
  const receipt = await whenSettled(change).catch(() => undefined);
  return receipt && switchedAnswer(key, environment, { kind: 'held', change, receipt });
}
