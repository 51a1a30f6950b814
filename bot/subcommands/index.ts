import { escapeMrkdwn, section } from '../blocks/blocks.ts';
import { list } from './list.ts';
import { show } from './show.ts';
import type { Subcommand } from './subcommand.ts';
import { off, on, toggle } from './switch.ts';

const help: Subcommand = {
  name: 'help',
  usage: '/collabkey help',
  description: 'This list',
  async run() {
    const lines = subcommands.map(({ usage, description }) => `\`${escapeMrkdwn(usage)}\`  ${description}`);
    return { text: 'What /collabkey can do', blocks: [section(lines.join('\n'))] };
  },
};

/** Every verb; help prints this very table. */
export const subcommands: readonly Subcommand[] = [list, show, on, off, toggle, help];

export function findSubcommand(verb: string): Subcommand | undefined {
  return subcommands.find(({ name }) => name === verb.toLowerCase());
}
