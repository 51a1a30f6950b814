import { type Environment, listActivity } from '@ck/shared/endpoints';
import { type KeyView, readPauseTime } from '@ck/shared/keys';
import { switchAndTell } from '../acts/switch.ts';
import { switchQuestion } from '../blocks/questions.ts';
import { ago } from '../blocks/text.ts';
import { findKey, readEnvironment } from '../find-key.ts';
import type { Asking } from '../means.ts';
import { refuseRest, requireKeyWord } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

const doubleMs = 60_000;

/** `on`, `off` and `toggle`: they differ in how the target is found, not in what is done. */
function switchCommand(
  name: string,
  { description, examples }: Pick<Subcommand, 'description' | 'examples'>,
  targetOf: (active: boolean) => boolean,
): Subcommand {
  const usage = `/collabkey ${name} <key> sandbox|production${name === 'off' ? ' [for 2h]' : ''}`;
  return {
    for: 'owner',
    ...{ name, usage, description, examples },
    async run([keyWord, place, ...rest], asking, typed) {
      const word = requireKeyWord(keyWord, name, usage);
      const time = readTime(name, rest, usage);
      const environment = readEnvironment(place, typed);
      const { key } = await findKey(asking.actor, word, typed);
      const active = targetOf(key[environment].active);
      const change = { keyId: key.id, environment, active, ...(time !== undefined && { for: time }) };
      if (key[environment].active === active && time === undefined && key[environment].pause === undefined)
        return await switchAndTell(asking, {
          ...change,
          already: await lastSwitch(key, environment, asking),
        });
      const doubled = name === 'toggle' && (await switchedJustNow(key, environment, asking));
      if (environment === 'sandbox' && !doubled) return await switchAndTell(asking, change);
      return switchQuestion(key, { ...change, version: key.version, askedAt: asking.now() });
    },
  };
}

/** `for 2h` after `off`; anything else that is left over is a mistake, and said before anybody is asked to confirm. */
function readTime(name: string, rest: readonly string[], usage: string): string | undefined {
  const [word, time, ...more] = rest;
  if (name !== 'off' || word?.toLowerCase() !== 'for' || more.length > 0) {
    refuseRest(rest, name, usage);
    return undefined;
  }
  readPauseTime(time ?? '');
  return time?.toLowerCase();
}

async function lastSwitchEvent(key: KeyView, environment: Environment, { actor }: Asking) {
  const kind = 'switches' as const;
  const [event] = await listActivity(actor, { ...of(key), kind, environment, limit: 1 });
  return event;
}

const of = (key: KeyView) => ({ endpointId: key.endpointId, keyId: key.id });

/** Who switched it so; a retyped command learns that the first one did it. */
async function lastSwitch(key: KeyView, environment: Environment, asking: Asking): Promise<string> {
  const event = await lastSwitchEvent(key, environment, asking);
  return event === undefined ? 'As it was created.' : `By ${event.who}, ${ago(event.at, asking.now())}`;
}

/** A second toggle within a minute is more often a repeated command than a wish to go back. */
async function switchedJustNow(key: KeyView, environment: Environment, asking: Asking): Promise<boolean> {
  const event = await lastSwitchEvent(key, environment, asking);
  return event !== undefined && asking.now() - event.at.getTime() < doubleMs;
}

export const on = switchCommand(
  'on',
  { description: 'Activate a key in one environment', examples: ['on acme sandbox', 'on acme production'] },
  () => true,
);
export const off = switchCommand(
  'off',
  {
    description: 'Deactivate a key in one environment, also for a time',
    examples: ['off acme production', 'off acme production for 2h'],
  },
  () => false,
);
export const toggle = switchCommand(
  'toggle',
  { description: 'Switch a key to the other state', examples: ['toggle acme production'] },
  active => !active,
);
