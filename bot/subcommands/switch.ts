import { listActivity } from '@ck/shared/endpoints';
import { type KeyView, readPauseTime } from '@ck/shared/keys';
import { confirmAnswer } from '../blocks/key-blocks.ts';
import { CommandError } from '../errors.ts';
import { findKey, readEnvironment } from '../find-key.ts';
import { switchAndTell } from '../switch-and-tell.ts';
import type { CommandMeans, Subcommand } from './subcommand.ts';

const doubleMs = 60_000;

/** `on`, `off` and `toggle`: they differ in how the target is found, not in what is done. */
function switchCommand(
  name: string,
  description: string,
  targetOf: (active: boolean) => boolean,
): Subcommand {
  const usage = `/collabkey ${name} <key> sandbox|production${name === 'off' ? ' [for 2h]' : ''}`;
  return {
    name,
    usage,
    description,
    async run([keyName, environmentWord, ...rest], means) {
      if (keyName === undefined) throw new CommandError(`Which key? ${usage}`);
      const time = readTime(name, rest, usage);
      const environment = readEnvironment(environmentWord, usage);
      const { key } = await findKey(means.actor, keyName);
      const active = targetOf(key[environment].active);
      const change = { keyId: key.id, environment, active, ...(time !== undefined && { for: time }) };
      const target = { ...change, version: key.version, askedAt: means.now };
      const asks =
        environment === 'production' ||
        (name === 'toggle' && (await switchedJustNow(key, environment, means)));
      if (asks && key[environment].active !== active) return confirmAnswer(key, environment, target);
      return await switchAndTell(means.actor, change);
    },
  };
}

/** `for 2h` after `off`; anything else that is left over is a mistake, and said before anybody is asked to confirm. */
function readTime(name: string, rest: readonly string[], usage: string): string | undefined {
  if (rest.length === 0) return undefined;
  const [word, time, ...more] = rest;
  if (name !== 'off' || word?.toLowerCase() !== 'for' || more.length > 0)
    throw new CommandError(`"${rest.join(' ')}" is too much. ${usage}`);
  readPauseTime(time ?? '');
  return time?.toLowerCase();
}

/** A second toggle within a minute is more often a repeated command than a wish to go back. */
async function switchedJustNow(
  key: KeyView,
  environment: string,
  { actor, now }: CommandMeans,
): Promise<boolean> {
  const events = await listActivity(actor, { endpointId: key.endpointId, keyId: key.id, limit: 10 });
  return events.some(event => {
    return (
      event.action === 'key.switched' &&
      event.environment === environment &&
      now - event.at.getTime() < doubleMs
    );
  });
}

export const on = switchCommand('on', 'Activate a key in one environment', () => true);
export const off = switchCommand('off', 'Deactivate a key in one environment', () => false);
export const toggle = switchCommand('toggle', 'Switch a key to the other state', active => !active);
