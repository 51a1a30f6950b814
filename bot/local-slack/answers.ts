import type { Fields } from './json.ts';

/** What a method of the Web API answers. */
export type Answer =
  | { ok: true; [field: string]: unknown }
  | { ok: false; error: string; [field: string]: unknown };

export const no = (error: string, more: Fields = {}): Answer => ({ ok: false, error, ...more });

/** Refused for what is wrong with its blocks, one sentence each. */
export function invalid(faults: string[]): Answer {
  return no('invalid_blocks', { errors: faults, response_metadata: { messages: faults } });
}
