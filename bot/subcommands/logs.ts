import { findCall, groupFailures } from '@ck/shared/calls';
import { listEndpoints } from '@ck/shared/endpoints';
import { getKey } from '@ck/shared/keys';
import { callAnswer, failuresAnswer } from '../blocks/log-blocks.ts';
import { findKey, readEnvironment } from '../find-key.ts';
import { refuseRest, requireKeyWord } from './require-words.ts';
import type { Subcommand } from './subcommand.ts';

const usage = '/collabkey logs <key> [sandbox|production], or logs <request id>';
const dayMs = 24 * 60 * 60_000;
const requestId = /^[0-9A-HJKMNP-TV-Z]{26}$/i;

export const logs: Subcommand = {
  for: 'owner',
  name: 'logs',
  usage,
  description: 'What went wrong in the last 24 hours, by code; or one call by its request id',
  examples: ['logs acme', 'logs acme production', 'logs 01KB3Q7W9E4M2T6Y8A0C5F1GHJ'],
  async run([word, place, ...rest], { actor, portal, now }, typed) {
    const name = requireKeyWord(word, 'logs', usage);
    refuseRest(rest, 'logs', usage);
    if (requestId.test(name) && place === undefined) {
      const call = await findCall(actor, name.toUpperCase());
      const [key, endpoints] = await Promise.all([
        getKey(actor, call.keyId).catch(() => undefined),
        listEndpoints(actor),
      ]);
      const slug = endpoints.find(({ id }) => id === call.endpointId)?.slug;
      return callAnswer(call, {
        keyName: key?.name ?? 'a deleted key',
        portal,
        ...(slug !== undefined && { slug }),
      });
    }
    const environment = place === undefined ? undefined : readEnvironment(place, typed);
    const named = await findKey(actor, name, typed);
    const range = { from: new Date(now() - dayMs), to: new Date(now()) };
    const of = { subject: { keyId: named.key.id }, ...(environment !== undefined && { environment }) };
    const groups = await groupFailures(actor, { ...of, ...range });
    return failuresAnswer(named, groups, {
      portal,
      now: now(),
      ...(environment !== undefined && { environment }),
    });
  },
};
