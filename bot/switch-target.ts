import { z } from 'zod';

/** What a confirm button carries: where to switch to, and from which version and when it was asked. */
const switchTarget = z.strictObject({
  keyId: z.string().max(40),
  environment: z.enum(['sandbox', 'production']),
  active: z.boolean(),
  /** Off for a time, such as `2h`; then it goes on by itself. */
  for: z.string().max(10).optional(),
  version: z.number().int(),
  askedAt: z.number(),
});

export type SwitchTarget = z.output<typeof switchTarget>;

const validMs = 10 * 60 * 1000;

/** The target of a pressed button; undefined when it is older than ten minutes or not one of ours. */
export function readSwitchTarget(value: string | undefined, now: number): SwitchTarget | undefined {
  let data: unknown;
  try {
    data = JSON.parse(value ?? '');
  } catch {
    return undefined;
  }
  const parsed = switchTarget.safeParse(data);
  return parsed.success && now - parsed.data.askedAt <= validMs ? parsed.data : undefined;
}
