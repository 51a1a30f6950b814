import type { AllMiddlewareArgs, App, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { FormCall } from '../forms/form-call.ts';
import type { BotMeans, Visitor } from '../means.ts';
import { type Command, readCommand } from '../read-command.ts';
import { deliveryOf, isFirstDelivery } from '../replay-guard.ts';
import { runCommand } from '../run-command.ts';
import { answerOf, tell } from '../say.ts';
import { fillForm, openForm } from './open-form.ts';

export const slashCommand = '/collabkey';

/** What is typed. It is acknowledged before anything else: Slack waits three seconds, the database may take longer. */
export function listenForCommands(app: App, means: BotMeans): void {
  app.command(slashCommand, async args => {
    await args.ack();
    await handle(args, means);
  });
}

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

async function handle(
  { command, client, context, respond, body }: CommandArgs,
  means: BotMeans,
): Promise<void> {
  const read = readCommand(command.text);
  const visitor: Visitor = {
    ...means,
    client,
    user: { teamId: command.team_id, userId: command.user_id },
    channelId: command.channel_id,
    teamName: command.team_domain,
  };
  const call = formCallOf(read);
  const view = call === undefined ? undefined : await openForm(client, command.trigger_id, call, means.log);
  if (!(await isFirstDelivery(deliveryOf(context, body), means.now()))) return;
  if (call !== undefined && view !== undefined) return await fillForm(visitor, view, call);
  const answer = await answerOf(() => runCommand(read, visitor), means.log);
  await tell(answer, message => respond({ response_type: 'ephemeral', ...message }));
}

function formCallOf(command: Command): FormCall | undefined {
  return command.kind === 'run' ? command.subcommand.form?.(command.words) : undefined;
}
