import { connect } from './connect.ts';
import { create } from './create.ts';
import { deleteKey } from './delete.ts';
import { makeHelp } from './help.ts';
import { invite } from './invite.ts';
import { list } from './list.ts';
import { logs } from './logs.ts';
import { permissions } from './permissions.ts';
import { regenerate } from './regenerate.ts';
import { requests } from './requests.ts';
import { resend, revoke } from './resend-and-revoke.ts';
import { show } from './show.ts';
import { stats } from './stats.ts';
import type { Subcommand } from './subcommand.ts';
import { subscribe } from './subscribe.ts';
import { off, on, toggle } from './switch.ts';

export { launcher } from './launcher.ts';

/** Every verb; help prints this very table. */
export const subcommands: readonly Subcommand[] = [
  ...[create, list, show, on, off, toggle, permissions, regenerate],
  ...[invite, resend, revoke, requests, logs, stats, subscribe, connect, deleteKey],
  makeHelp(() => subcommands),
];

export function findSubcommand(verb: string): Subcommand | undefined {
  return subcommands.find(({ name }) => name === verb.toLowerCase());
}
