import type { Actor } from '../accounts/index.ts';
import type { Environment } from '../endpoints/index.ts';
import type { EntityWrite, Fenced } from '../fence/index.ts';
import { changeKey } from './change-key.ts';
import type { EnvironmentKey, StoredKey } from './collaboration-key.ts';
import { issueKey, type KeySecrets } from './issue-key.ts';
import { endOverlap, type Overlap, overlaps, retireCurrent } from './key-state.ts';
import type { KeyView } from './key-view.ts';

/**
 * Gives one environment a new key. The old one dies at once, or lives on beside it for `keep`, counted by the
 * database's clock. Never re-activates.
 * @throws DomainError `not_found`, `unconfirmed`, `conflict` when a version is expected and old
 */
export async function regenerateKey(
  actor: Actor,
  form: { keyId: string; environment: Environment; keep?: Overlap; expectedVersion?: number },
  secrets: KeySecrets,
): Promise<Fenced<KeyView>> {
  const { environment, keep } = form;
  return await changeKey(actor, form, key => {
    const now = new Date();
    const old = key[environment];
    const generation = (old.current?.generation ?? 0) + 1;
    const fresh = issueKey({ keyId: key._id, environment, generation }, secrets, now);
    return {
      action: 'key.regenerated',
      environment,
      ...replacing(environment, old, fresh, { now, keep }),
      before: { key: old.current?.masked ?? null },
      after: { key: fresh.masked, ...(keep !== undefined && { keep }) },
    };
  });
}

/**
 * Ends the overlap of an earlier regenerate now; harmless when there is none.
 * @throws DomainError `not_found`, `unconfirmed`
 */
export async function endKeyOverlap(
  actor: Actor,
  form: { keyId: string; environment: Environment },
): Promise<Fenced<KeyView>> {
  const { environment } = form;
  return await changeKey(actor, form, key => {
    const { previous } = key[environment];
    const current = key[environment].current?.masked ?? null;
    const overlapping = previous.find(({ validUntil }) => validUntil !== undefined);
    const ended = { [`${environment}.previous`]: previous.map(endOverlap) };
    return {
      action: 'key.overlap_ended',
      environment,
      ...(overlapping !== undefined && { set: ended }),
      before: { key: overlapping?.masked ?? current },
      after: { key: current },
    };
  });
}

function replacing(
  environment: Environment,
  old: EnvironmentKey,
  current: StoredKey,
  { now, keep }: { now: Date; keep: Overlap | undefined },
): EntityWrite {
  const { retired, kept } = retireCurrent(old, now);
  const set = { [`${environment}.current`]: current };
  const previous = `${environment}.previous`;
  if (retired === undefined || keep === undefined)
    return { set: { ...set, [previous]: retired === undefined ? kept : [retired, ...kept] } };
  const until = { validUntil: { $add: ['$$NOW', overlaps[keep]] } };
  const overlapping = { $mergeObjects: [{ $literal: retired }, until] };
  return { set, compute: { [previous]: { $concatArrays: [[overlapping], { $literal: kept }] } } };
}
