import {
  announceReady,
  httpAddress,
  onShutdown,
  port,
  readSettings,
  SettingsError,
} from '@ck/shared/process';
import { z } from 'zod';
import { createLocalSlack } from './engine.ts';
import { parseJson } from './json.ts';
import { startLocalSlackServer } from './server.ts';
import { bot } from './workspace-parts.ts';

/** The people of the demo: its owner, an owner to be, a guest, and somebody of another workspace. */
const demoPeople = [
  { id: 'U0KIM', name: 'Kim Sol', email: 'kim@harbor.example' },
  { id: 'U0ANA', name: 'Ana Ruiz', email: 'ana@harbor.example' },
  { id: 'U0LEO', name: 'Leo Brandt', email: 'leo@agency.example', guest: true },
  { id: 'U0MINA', name: 'Mina Park', email: 'mina@acme.example', stranger: true },
];

const people = z
  .array(
    z.object({
      id: z.string().regex(/^U\w+$/),
      name: z.string().min(1),
      email: z.email(),
      guest: z.boolean().default(false),
      stranger: z.boolean().default(false),
    }),
  )
  .min(1);

const schema = z.object({
  LOCAL_SLACK_PORT: port.default(4200),
  BOT_URL: httpAddress.default('http://127.0.0.1:4100'),
  SLACK_SIGNING_SECRET: z.string({ error: 'is required: the same as the bot has' }).min(16),
  SLACK_BOT_TOKEN: z.string({ error: 'is required: the same as the bot has' }).startsWith('xoxb-'),
  LOCAL_SLACK_TEAM: z.string().default('Harbor Commerce'),
  LOCAL_SLACK_PEOPLE: z
    .string()
    .transform(parseJson)
    .pipe(people)
    .default(() => demoPeople.map(person => ({ guest: false, stranger: false, ...person }))),
});

async function main(): Promise<void> {
  const settings = readSettings(schema, process.env);
  const everybody = settings.LOCAL_SLACK_PEOPLE.map(({ id }) => id);
  const server = await startLocalSlackServer(settings.LOCAL_SLACK_PORT, baseUrl =>
    createLocalSlack({
      bot: () => `${settings.BOT_URL}/slack/events`,
      signingSecret: settings.SLACK_SIGNING_SECRET,
      token: settings.SLACK_BOT_TOKEN,
      team: { id: 'T0LOCAL', name: settings.LOCAL_SLACK_TEAM },
      people: settings.LOCAL_SLACK_PEOPLE,
      channels: [
        { id: 'C0OPS', name: 'api-operations', members: [...everybody, bot.id] },
        { id: 'C0PARTNERS', name: 'api-partners', members: everybody },
        { id: 'C0GENERAL', name: 'general', members: everybody },
      ],
      baseUrl,
    }),
  );
  onShutdown(() => server.stop());
  announceReady();
}

main().catch(error => {
  console.error(error instanceof SettingsError ? error.message : error);
  process.exit(1);
});
