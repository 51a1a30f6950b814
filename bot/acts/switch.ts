import { environmentLabels } from '@ck/shared/endpoints';
import { pauseKey, switchKey } from '@ck/shared/keys';
import type { Answer } from '../blocks/blocks.ts';
import { actButton } from '../blocks/buttons.ts';
import { changedAnswer } from '../blocks/key-blocks.ts';
import { dateTime } from '../blocks/text.ts';
import type { Asking } from '../means.ts';
import type { Act } from './act.ts';
import { tellChange } from './tell-change.ts';

export type Switch = Omit<Extract<Act, { do: 'switch' }>, 'do' | 'version' | 'askedAt'> & {
  version?: number;
  /** Who switched it so before, and when: it is in that state already. */
  already?: string;
};

/** Switches a key, off for a time where one is given, and says how that holds. */
export async function switchAndTell({ actor, now }: Asking, form: Switch): Promise<Answer> {
  const { keyId, environment, active, version, already } = form;
  const expected = version === undefined ? {} : { expectedVersion: version };
  const target = { keyId, environment, ...expected };
  const key =
    form.for === undefined
      ? await switchKey(actor, { ...target, active })
      : await pauseKey(actor, { ...target, for: form.for });
  const state = `${already === undefined ? '' : 'already '}${active ? 'active' : 'off'}`;
  const what = `${environmentLabels[environment]} is ${state} for ${key.name}`;
  const { pause } = key[environment];
  const lines = [
    ...(pause === undefined ? [] : [`On again by itself ${dateTime(pause.until)}`]),
    ...(already === undefined ? [] : [already]),
  ];
  // A sandbox slip costs nothing, so it is undone instead of asked about; never after somebody else's change.
  const undo = {
    do: 'switch',
    keyId,
    environment,
    active: !active,
    version: key.version,
    askedAt: now(),
  } as const;
  const buttons = environment === 'sandbox' && already === undefined ? [actButton('Undo', undo)] : [];
  return tellChange(key, environment, fence =>
    changedAnswer(what, key, environment, { fence, lines, buttons }),
  );
}
