import { type Answer, actions, context, section } from '../blocks/blocks.ts';
import { runButton } from '../blocks/buttons.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import type { Subcommand } from './subcommand.ts';

/** Prints the very table that commands are found in. */
export function makeHelp(all: () => readonly Subcommand[]): Subcommand {
  return {
    for: 'anyone',
    name: 'help',
    usage: '/collabkey help [verb]',
    description: 'What there is, and how one verb goes',
    examples: ['help', 'help regenerate'],
    async run([verb]) {
      const one = all().find(({ name }) => name === verb?.toLowerCase());
      return one === undefined ? listAnswer(all()) : oneAnswer(one);
    },
  };
}

function listAnswer(all: readonly Subcommand[]): Answer {
  const lines = all.map(({ usage, description }) => `\`${escapeMrkdwn(usage)}\`  ${description}`);
  return {
    text: 'What /collabkey can do',
    blocks: [
      section(lines.join('\n')),
      context('A key is its name or how that begins. Answers are seen by you alone.'),
    ],
  };
}

function oneAnswer({ name, usage, description, examples }: Subcommand): Answer {
  const lines = examples.map(example => `\`/collabkey ${escapeMrkdwn(example)}\``);
  return {
    text: `How ${name} goes`,
    blocks: [
      section(`*${description}*\n\`${escapeMrkdwn(usage)}\``),
      section(`For example\n${lines.join('\n')}`),
      ...actions(runButton('All verbs', ['help'])),
    ],
  };
}
