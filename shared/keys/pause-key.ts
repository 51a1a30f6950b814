import type { Actor } from '../accounts/index.ts';
import { newId } from '../database/index.ts';
import type { Environment } from '../endpoints/index.ts';
import { DomainError } from '../errors.ts';
import type { Fenced } from '../fence/index.ts';
import { changeKey } from './change-key.ts';
import type { KeyView } from './key-view.ts';
import { readPauseTime } from './pause-time.ts';

/**
 * Switches a key off in one environment for a time, counted by the database's clock; a job switches it on again. A key
 * that is paused already is paused anew from now on. One that is off for good is left as it is: the end of a pause must
 * not switch on what nobody meant to be on.
 * @param form.for such as `45m`, `4h`, `7d`
 * @throws DomainError `not_found`, `invalid`, `unconfirmed`, `conflict` when a version is expected and old
 */
export async function pauseKey(
  actor: Actor,
  form: { keyId: string; environment: Environment; for: string; expectedVersion?: number },
): Promise<Fenced<KeyView>> {
  const { environment } = form;
  const milliseconds = readPauseTime(form.for);
  const pauseId = newId();
  return await changeKey(actor, form, key => {
    const { active, pause } = key[environment];
    if (!active && pause === undefined) throw offForGood();
    return {
      action: 'key.paused',
      environment,
      set: { [`${environment}.active`]: false },
      compute: {
        [`${environment}.pause`]: {
          pauseId: { $literal: pauseId },
          until: { $add: ['$$NOW', milliseconds] },
        },
      },
      before: { active },
      after: { active: false, for: form.for.trim().toLowerCase() },
    };
  });
}

function offForGood(): DomainError {
  return new DomainError('invalid', 'It is off already. Only a key that is on can be paused.');
}
