import { type Environment, environmentLabels } from '@ck/shared/endpoints';
import type { KeyView } from '@ck/shared/keys';
import { permissionLabels } from '@ck/shared/permissions';
import type { Act } from '../acts/act.ts';
import { type Answer, actions, section } from './blocks.ts';
import { actButton, confirmDialog } from './buttons.ts';
import { ago, count, cut, escapeMrkdwn } from './text.ts';

type Asked<Name extends Act['do']> = Omit<Extract<Act, { do: Name }>, 'do'>;
type Use = { calls: number; addresses: number };

/** What is asked before production and before what cannot be taken back: both buttons name the act. */
function question(
  text: string,
  effect: string,
  { keep, label, act, danger }: { keep: string; label: string; act: Act; danger: boolean },
): Answer {
  const style = danger ? 'danger' : 'primary';
  return {
    text,
    blocks: [
      section(`*${escapeMrkdwn(cut(text, 200))}*\n${escapeMrkdwn(effect)}`),
      ...actions(actButton(keep, { do: 'keep' }), actButton(label, act, { style })),
    ],
  };
}

/** On or off; the button carries the target and the version that was looked at. */
export function switchQuestion(key: KeyView, target: Asked<'switch'>): Answer {
  const { environment, active } = target;
  const place = environmentLabels[environment];
  const time = target.for === undefined ? '' : ` for ${target.for}`;
  const effect = active
    ? `Calls with this key work again in ${place}.`
    : `Every ${place} call with this key is refused${time}. ${otherStays(environment)}`;
  return question(`${active ? 'Activate' : 'Deactivate'} ${key.name} in ${place}${time}?`, effect, {
    keep: key[environment].active ? 'Keep active' : 'Keep off',
    label: `${active ? 'Activate' : 'Deactivate'} ${place}`,
    act: { do: 'switch', ...target },
    danger: !active,
  });
}

/** What is taken and given, and which calls of the last day it would have refused. */
export function permissionsQuestion(key: KeyView, target: Asked<'permissions'>, use: Use): Answer {
  const { environment, permissions } = target;
  const place = environmentLabels[environment];
  const before = key[environment].permissions;
  const labels = (some: readonly (keyof typeof permissionLabels)[]) =>
    some.map(each => permissionLabels[each]).join(', ');
  const taken = before.filter(each => !permissions.includes(each));
  const given = permissions.filter(each => !before.includes(each));
  const effects = [
    given.length > 0 ? `Allows ${labels(given)}.` : '',
    taken.length > 0 ? `Takes ${labels(taken)} away. ${refusedCalls(use)}` : '',
  ].filter(effect => effect !== '');
  return question(`Save permissions of ${key.name} in ${place}?`, effects.join(' '), {
    keep: 'Keep as it is',
    label: `Save for ${place}`,
    act: { do: 'permissions', ...target },
    danger: taken.length > 0,
  });
}

function refusedCalls({ calls, addresses }: Use): string {
  return calls === 0
    ? 'No call of the last 24 h would have been refused.'
    : `${count(calls, 'call')} from ${addresses === 1 ? '1 address' : `${addresses} addresses`} in the last 24 h would have been refused.`;
}

/** A new text for a key, and who still calls with the one there is. */
export function regenerateQuestion(key: KeyView, target: Asked<'regenerate'>, use: Use, now: number): Answer {
  const { environment, keep } = target;
  const place = environmentLabels[environment];
  const { masked, issuedAt, generation } = key[environment];
  const used = use.calls === 0 ? 'No call' : count(use.calls, 'call');
  const calls = `${used} used ${masked} in the last 24 h.`;
  const effect =
    keep === undefined
      ? `${calls} It is refused at once.`
      : `${calls} It works for ${keep} more, beside the new one.`;
  const since = generation > 1 ? ` It was regenerated ${ago(issuedAt, now)}.` : '';
  const answer = question(`Regenerate the ${place} key of ${key.name}?`, effect, {
    keep: 'Keep the key',
    label: `Regenerate ${place}`,
    act: { do: 'regenerate', ...target },
    danger: keep === undefined,
  });
  if (since === '') return answer;
  const [first, ...others] = answer.blocks;
  return first === undefined ? answer : { ...answer, blocks: [first, section(since.trim()), ...others] };
}

/** Access or invitation of one person. */
export function revokeQuestion(
  keyName: string,
  { id, address, accepted }: { id: string; address: string; accepted: boolean },
  askedAt: number,
): Answer {
  const text = accepted ? `Revoke the access of ${address}?` : `Revoke the invitation of ${address}?`;
  const effect = accepted
    ? `This person sees nothing of ${keyName} any more from the next request on. The key itself still works.`
    : `The link in the mail is dead then.`;
  const answer = question(text, effect, {
    keep: 'Keep',
    label: accepted ? 'Revoke Access' : 'Revoke',
    act: { do: 'revoke', invitationId: id, askedAt },
    danger: true,
  });
  if (!accepted) return answer;
  const look = { style: 'danger', confirm: cutOffDialog } as const;
  const cutOff = actButton('Cut off completely', { do: 'cut-off', invitationId: id, askedAt }, look);
  return { ...answer, blocks: [...answer.blocks, ...actions(cutOff)] };
}

const cutOffDialog = confirmDialog({
  title: 'Cut off completely?',
  text: 'Access goes, and Sandbox and Production are switched off, in one step. Every call is refused.',
  confirm: 'Cut off completely',
  deny: 'Keep the key',
  danger: true,
});

function otherStays(environment: Environment): string {
  return `${environmentLabels[environment === 'sandbox' ? 'production' : 'sandbox']} stays as it is.`;
}
