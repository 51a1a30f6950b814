import type { Environment } from '@ck/shared/endpoints';
import { type Fenced, type FenceOutcome, whenSettled } from '@ck/shared/fence';
import type { KeyView } from '@ck/shared/keys';
import type { Answer } from '../blocks/blocks.ts';

/** Says how a change holds; what is not confirmed yet is told again once it has settled. */
export function tellChange(
  key: Fenced<KeyView>,
  environment: Environment,
  say: (fence: FenceOutcome, environment: Environment) => Answer,
): Answer {
  const answer = say(key.fence, environment);
  return key.fence.kind === 'held' ? answer : { ...answer, later: settled(key, environment, say) };
}

async function settled(
  { fence: { change } }: Fenced<KeyView>,
  environment: Environment,
  say: (fence: FenceOutcome, environment: Environment) => Answer,
): Promise<Answer | undefined> {
  const receipt = await whenSettled(change).catch(() => undefined);
  return receipt && say({ kind: 'held', change, receipt }, environment);
}
