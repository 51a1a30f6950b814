import { isDomainError } from '@ck/shared/errors';
import type { Logger } from '@ck/shared/process';
import type { Button } from '@slack/types';

/** A mistake in what was typed; its message is the answer, and its buttons are the way on. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly buttons: readonly Button[];

  constructor(message: string, buttons: readonly Button[] = []) {
    super(message);
    this.buttons = buttons;
  }
}

/** One sentence for a person; what we did not expect goes to the log and not to Slack. */
export function sentenceOf(error: unknown, log: Logger): string {
  if (error instanceof CommandError || isDomainError(error)) return error.message;
  log.error({ err: error }, 'a command failed');
  return 'This did not work and nothing was confirmed. Look at the key in the portal, then try again.';
}
