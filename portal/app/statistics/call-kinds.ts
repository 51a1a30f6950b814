import type { Counts, ErrorClass } from '@ck/shared/statistics';

/** The parts of a bar, from its bottom to its top. */
export const kinds = ['succeeded', 'refused', 'failed', 'unfinished'] as const;

type Kind = (typeof kinds)[number];

export const kindLabels: Readonly<Record<Kind, string>> = {
  succeeded: 'Succeeded',
  refused: 'Refused or rejected',
  failed: 'Failed',
  unfinished: 'Unfinished',
};

/** Each call is in exactly one part. */
export function partsOf({ calls, refused, rejected, failed, broken, unknown }: Counts): Record<Kind, number> {
  const parts = { refused: refused + rejected, failed, unfinished: broken + unknown };
  return { succeeded: calls - parts.refused - parts.failed - parts.unfinished, ...parts };
}

export const errorLabels: Readonly<Record<ErrorClass, string>> = {
  refused: 'Refused',
  rejected: 'Rejected',
  failed: 'Failed',
  broken: 'Broken off',
  unknown: 'No known end',
};
