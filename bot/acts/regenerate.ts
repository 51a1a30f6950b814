import { environmentLabels, requireOwnedEndpoint } from '@ck/shared/endpoints';
import { endKeyOverlap, regenerateKey } from '@ck/shared/keys';
import type { Answer } from '../blocks/blocks.ts';
import { actButton, linkButton } from '../blocks/buttons.ts';
import { changedAnswer, keyPage } from '../blocks/key-blocks.ts';
import { dateTime } from '../blocks/text.ts';
import type { Asking } from '../means.ts';
import type { Act } from './act.ts';
import { tellChange } from './tell-change.ts';

type Of<Name extends Act['do']> = Extract<Act, { do: Name }>;

/** Gives a key a new text. The text itself is shown in the portal only. */
export async function regenerateAndTell(asking: Asking, act: Of<'regenerate'>): Promise<Answer> {
  const { actor, secrets, portal, now } = asking;
  const { keyId, environment, keep, version } = act;
  const form = { keyId, environment, expectedVersion: version, ...(keep !== undefined && { keep }) };
  const key = await regenerateKey(actor, form, secrets);
  const endpoint = await requireOwnedEndpoint(actor, key.endpointId);
  const what = `${environmentLabels[environment]} has a new key for ${key.name}`;
  const { overlap } = key[environment];
  const lines = [
    overlap === undefined
      ? 'The old key is refused from now on.'
      : `Old key \`${overlap.masked}\` works until ${dateTime(overlap.validUntil)}`,
  ];
  const end = actButton('End old key now', { do: 'end-overlap', keyId, environment, askedAt: now() });
  const show = linkButton(
    'Show it in the portal',
    `${keyPage(portal, { key, endpoint })}?environment=${environment}`,
  );
  const buttons = [show, overlap === undefined ? undefined : end];
  return tellChange(key, environment, fence =>
    changedAnswer(what, key, environment, { fence, lines, buttons }),
  );
}

/** Ends the overlap of an earlier regenerate now. */
export async function endOverlapAndTell({ actor }: Asking, act: Of<'end-overlap'>): Promise<Answer> {
  const { keyId, environment } = act;
  const key = await endKeyOverlap(actor, { keyId, environment });
  const what = `The old ${environmentLabels[environment]} key of ${key.name} has ended`;
  return tellChange(key, environment, fence => changedAnswer(what, key, environment, { fence }));
}
