import type { Actor } from '@ck/shared/accounts';
import { type Fenced, whenSettled } from '@ck/shared/fence';
import { type KeyView, switchKey } from '@ck/shared/keys';
import type { Answer } from './blocks/blocks.ts';
import { switchedAnswer } from './blocks/key-blocks.ts';

/** Switches a key and says how that holds; what is not confirmed yet is told again once it is. */
export async function switchAndTell(actor: Actor, form: Parameters<typeof switchKey>[1]): Promise<Answer> {
  const key = await switchKey(actor, form);
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
