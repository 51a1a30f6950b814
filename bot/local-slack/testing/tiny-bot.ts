import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const option = (text: string, value = text.toLowerCase()) => ({ text: plain(text), value });

/** A question with everything that a message can hold. */
const question: KnownBlock[] = [
  { type: 'header', text: plain('Deactivate Acme Corp?') },
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: '*Production* is `active` since <!date^1795600000^{date_short} {time}|then>',
    },
    fields: [
      { type: 'mrkdwn', text: '*Asked by*\nops@baltic.example' },
      { type: 'mrkdwn', text: '*Refused call*\n`PATCH /orders`' },
    ],
    accessory: {
      type: 'overflow',
      action_id: 'more',
      options: [option('Show logs', 'logs'), option('Open the key', 'open')],
    },
  },
  { type: 'divider' },
  {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: 'holds on 3 of 3 gateways · <https://x.example|portal>' }],
  },
  { type: 'image', image_url: 'https://x.example/chart.png', alt_text: 'Calls of the last hour' },
  {
    type: 'actions',
    block_id: 'answers',
    elements: [
      { type: 'button', action_id: 'keep', text: plain('Keep active') },
      {
        type: 'button',
        action_id: 'off',
        style: 'danger',
        value: 'acme',
        text: plain('Deactivate'),
        confirm: {
          title: plain('Deactivate Acme Corp?'),
          text: plain('Every call is refused.'),
          confirm: plain('Deactivate Production'),
          deny: plain('Keep active'),
          style: 'danger',
        },
      },
      {
        type: 'static_select',
        action_id: 'time',
        placeholder: plain('For how long'),
        options: [option('1 h'), option('4 h')],
      },
    ],
  },
];

export const form = (title = 'Add a key'): ModalView => ({
  type: 'modal',
  callback_id: 'form',
  private_metadata: 'orders',
  notify_on_close: true,
  title: plain(title),
  submit: plain('Save'),
  close: plain('Discard'),
  blocks: [
    section('A key of *Orders API*.'),
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      hint: plain('As your partner is called.'),
      element: { type: 'plain_text_input', action_id: 'name', max_length: 80 },
    },
    {
      type: 'input',
      block_id: 'note',
      optional: true,
      label: plain('Description'),
      element: { type: 'plain_text_input', action_id: 'note', multiline: true },
    },
    {
      type: 'input',
      block_id: 'mail',
      optional: true,
      label: plain('E-mail'),
      element: { type: 'email_text_input', action_id: 'mail' },
    },
    {
      type: 'input',
      block_id: 'may',
      label: plain('Permissions'),
      element: {
        type: 'checkboxes',
        action_id: 'may',
        options: [option('Create'), option('Read'), option('Delete')],
        initial_options: [option('Read')],
      },
    },
    {
      type: 'input',
      block_id: 'place',
      label: plain('Environment'),
      element: {
        type: 'radio_buttons',
        action_id: 'place',
        options: [option('Sandbox'), option('Production')],
      },
    },
    {
      type: 'input',
      block_id: 'kind',
      optional: true,
      label: plain('Kind'),
      element: {
        type: 'multi_static_select',
        action_id: 'kind',
        options: [option('Errors'), option('Requests')],
      },
    },
    {
      type: 'input',
      block_id: 'where',
      optional: true,
      label: plain('Channel'),
      element: { type: 'conversations_select', action_id: 'where', response_url_enabled: true },
    },
  ],
});

/** A small app on Bolt, which does one thing after each word; it acts on the local Slack as the real bot does. */
export async function startTinyBot(settings: {
  signingSecret: string;
  token: string;
  slackApiUrl?: string;
  /** Called before a modal is opened. */
  beforeOpening?: () => void;
}) {
  const { signingSecret, token, slackApiUrl, beforeOpening = () => {} } = settings;
  const receiver = new HTTPReceiver({
    signingSecret,
    logLevel: LogLevel.ERROR,
    unhandledRequestTimeoutMillis: 60_000,
    endpoints: '/slack/events',
  });
  const clientOptions = {
    retryConfig: { retries: 0 },
    ...(slackApiUrl !== undefined && { slackApiUrl }),
  };
  const heard: { name: string; body: Record<string, unknown> }[] = [];
  const app = new App({
    receiver,
    token,
    tokenVerificationEnabled: false,
    ignoreSelf: false,
    logLevel: LogLevel.ERROR,
    clientOptions,
  });
  const note = (name: string, body: unknown) => heard.push({ name, body: { ...(body as object) } });
  const errors: string[] = [];
  app.error(async ({ message }) => void errors.push(message));

  app.command('/collabkey', async ({ ack, command, respond, client }) => {
    note('command', command);
    const [word, ...rest] = command.text.split(' ');
    if (word === 'silent') return;
    if (word === 'at-once') return await ack('Said at once');
    if (word === 'here') return await ack({ response_type: 'in_channel', text: 'For all' });
    await ack();
    if (word === 'form') {
      beforeOpening();
      await client.views.open({ trigger_id: command.trigger_id, view: form() });
      if (rest[0] === 'twice') await client.views.open({ trigger_id: command.trigger_id, view: form() });
    } else if (word === 'ask') await respond({ text: 'Deactivate Acme Corp?', blocks: question });
    else if (word === 'six') for (let time = 1; time <= 6; time += 1) await respond(`time ${time}`);
    else if (word === 'post') await client.chat.postMessage({ channel: command.channel_id, text: 'Posted' });
    else await respond(`You said ${command.text}`);
  });
  app.action(/.*/, async ({ ack, body, action, respond, client }) => {
    note('action', body);
    await ack();
    const id = 'action_id' in action ? action.action_id : '';
    const trigger_id = 'trigger_id' in body ? String(body.trigger_id) : '';
    if (id === 'push') await client.views.push({ trigger_id, view: form('On top') });
    else if (id === 'gone') await respond({ delete_original: true });
    else if (body.type === 'block_actions' && body.response_url)
      await respond({
        replace_original: true,
        text: `${id} was pressed`,
        blocks: [section(`*${id}* was pressed`)],
      });
  });
  app.view('form', async ({ ack, body, view }) => {
    note('view', body);
    const name = view.state.values.name?.name?.value ?? '';
    if (name === 'Taken')
      await ack({ response_action: 'errors', errors: { name: '“Taken” already exists.' } });
    else if (name === 'Again') await ack({ response_action: 'update', view: form('Once more') });
    else if (name === 'Deep') await ack({ response_action: 'push', view: form('On top') });
    else if (name === 'Enough') await ack({ response_action: 'clear' });
    else if (name === 'Wrong') await ack({ response_action: 'errors', errors: { nowhere: 'No such field' } });
    else await ack();
  });
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
    note('closed', body);
    await ack();
  });
  app.event('app_home_opened', async ({ event, client }) => {
    note('home', event);
    const blocks: KnownBlock[] = [
      section('*Waiting for you*'),
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'Acme asks for Update' },
        accessory: { type: 'button', action_id: 'approve-acme', text: plain('Approve') },
      },
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'Birch asks for Delete' },
        accessory: { type: 'button', action_id: 'approve-birch', text: plain('Approve') },
      },
    ];
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } });
  });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    heard,
    errors,
    stop: () => app.stop(),
  };
}
