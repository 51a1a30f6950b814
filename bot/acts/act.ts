import { environments } from '@ck/shared/endpoints';
import { allPermissions } from '@ck/shared/permissions';
import { z } from 'zod';
import { formCall } from '../forms/form-call.ts';

const id = z.string().max(60);
const environment = z.enum(environments as ['sandbox', 'production']);
const permission = z.enum(allPermissions as ['create', 'read', 'update', 'delete']);
const key = { keyId: id, environment };
/** When it was offered: an old question is not answered any more. */
const askedAt = z.number();
/** The key's, when it was offered: what somebody changed meanwhile is looked at first. */
const version = z.number().int();

/**
 * What a button does, carried in its value: a target and never "the other way". Slack hands it back as it was, but who
 * presses may be anybody who sees the button, at any time.
 */
const act = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('switch'),
    ...key,
    active: z.boolean(),
    /** Off for a time, such as `2h`; then it goes on by itself. */
    for: z.string().max(10).optional(),
    version,
    askedAt,
  }),
  z.strictObject({
    do: z.literal('permissions'),
    ...key,
    permissions: z.array(permission).max(4),
    version,
    askedAt,
  }),
  z.strictObject({
    do: z.literal('regenerate'),
    ...key,
    keep: z.enum(['1h', '24h', '7d']).optional(),
    version,
    askedAt,
  }),
  z.strictObject({ do: z.literal('end-overlap'), ...key, askedAt }),
  z.strictObject({ do: z.literal('revoke'), invitationId: id, askedAt }),
  z.strictObject({ do: z.literal('cut-off'), invitationId: id, askedAt }),
  z.strictObject({ do: z.literal('resend'), invitationId: id }),
  z.strictObject({ do: z.literal('approve'), requestId: id, version: version.optional() }),
  z.strictObject({ do: z.literal('run'), words: z.array(z.string().max(1000)).max(30) }),
  z.strictObject({ do: z.literal('form'), call: formCall }),
  z.strictObject({ do: z.literal('home'), page: z.number().int().min(1).max(10_000) }),
  z.strictObject({ do: z.literal('disconnect') }),
  z.strictObject({ do: z.literal('keep') }),
]);

export type Act = z.output<typeof act>;

const validMs = 10 * 60 * 1000;

export type ReadAct = { kind: 'act'; act: Act } | { kind: 'old' };

/** The act of a pressed button; `old` when it was offered more than ten minutes ago, or is not one of ours. */
export function readAct(value: string | undefined, now: number): ReadAct {
  let data: unknown;
  try {
    data = JSON.parse(value ?? '');
  } catch {
    return { kind: 'old' };
  }
  const parsed = act.safeParse(data);
  if (!parsed.success) return { kind: 'old' };
  const { data: read } = parsed;
  return 'askedAt' in read && now - read.askedAt > validMs ? { kind: 'old' } : { kind: 'act', act: read };
}
