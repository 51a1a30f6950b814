import type { KeySecrets } from '@ck/shared/keys';
import type { Logger, VersionedSecret } from '@ck/shared/process';
import { App } from '@slack/bolt';
import { boltLog } from './bolt-log.ts';
import type { BotSettings } from './config.ts';
import { clientOptions, openWorkspaces } from './installations/workspaces.ts';
import { listenForCommands } from './listeners/command.ts';
import { listenForEvents } from './listeners/events.ts';
import { listenForFaults } from './listeners/faults.ts';
import { listenForPresses } from './listeners/press.ts';
import { listenForForms } from './listeners/submit.ts';
import type { BotMeans } from './means.ts';
import { MemberCheck } from './member-check.ts';
import { type Delivering, keepDelivering } from './outbox/keep-delivering.ts';
import { makeReceiver } from './receiver.ts';

export type BotSecrets = KeySecrets & { mail: VersionedSecret };

/** The bot: what Slack sends is acknowledged before it is worked on, and what the domain queued for Slack goes out. */
export function createBot(
  settings: BotSettings,
  { mail, ...secrets }: BotSecrets,
  log: Logger,
  { now = Date.now }: { now?: () => number } = {},
) {
  const workspaces = openWorkspaces(settings, secrets.master);
  const { portal } = settings;
  let delivering: Delivering | undefined;
  const means: BotMeans = {
    ...{ portal, secrets, mailSecret: mail, log },
    members: new MemberCheck(log),
    now,
    deliverSoon: () => delivering?.soon(),
  };
  const app = new App({
    receiver: makeReceiver(settings, workspaces, log),
    // Where several workspaces install the app, the receiver's installer knows their tokens.
    ...(workspaces.store === undefined && { authorize: workspaces.authorize }),
    ignoreSelf: false,
    logger: boltLog(log),
    extendedErrorHandler: true,
    clientOptions: clientOptions(settings),
  });
  listenForCommands(app, means);
  listenForPresses(app, means);
  listenForForms(app, means);
  listenForEvents(app, means, workspaces);
  listenForFaults(app, means);
  return {
    async start(place: { port: number; host: string }) {
      const server = await app.start(place);
      delivering = keepDelivering({ workspaces, portal, log });
      return server;
    },
    async stop() {
      await app.stop();
      await delivering?.stop();
    },
  };
}
