import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { slackOutside } from '../testing/slack-outside.ts';
import { createLocalSlack, type LocalSlack } from './engine.ts';
import { fieldsOf } from './json.ts';
import { form, startTinyBot } from './testing/tiny-bot.ts';
import { waitFor } from './wait-for.ts';

const token = 'xoxb-tiny';
const signingSecret = 'a-signing-secret-of-this-test';
const minute = 60_000;

let slack: LocalSlack;
let time = Date.now();
let beforeOpening = () => {};
const outside = slackOutside(() => slack);
let bot: Awaited<ReturnType<typeof startTinyBot>>;

beforeAll(async () => {
  bot = await startTinyBot({ signingSecret, token, beforeOpening: () => beforeOpening() });
});
afterAll(async () => {
  await bot.stop();
  outside.close();
});

function aSlack(own: Partial<Parameters<typeof createLocalSlack>[0]> = {}): LocalSlack {
  return createLocalSlack({
    bot: () => bot.url,
    signingSecret,
    token,
    baseUrl: 'https://hooks.slack.com',
    team: { id: 'T0LOCAL', name: 'Harbor Commerce' },
    people: [
      { id: 'U0KIM', name: 'Kim Sol', email: 'kim@harbor.example' },
      { id: 'U0ANA', name: 'Ana Ruiz', email: 'ana@harbor.example' },
      { id: 'U0LEO', name: 'Leo Brandt', email: 'leo@agency.example', guest: true },
    ],
    channels: [
      { id: 'C0OPS', name: 'api-operations', members: ['U0KIM', 'U0ANA', 'U0BOT'] },
      { id: 'C0ALL', name: 'general', members: ['U0KIM', 'U0ANA', 'U0LEO'] },
      { id: 'C0SEC', name: 'secret', members: ['U0KIM'], private: true },
    ],
    now: () => time,
    ...own,
  });
}

beforeEach(() => {
  time = Date.now();
  beforeOpening = () => {};
  slack = aSlack();
  bot.heard.length = 0;
  bot.errors.length = 0;
});
/** What the tiny bot was told last. */
const last = () => fieldsOf(bot.heard.at(-1)?.body);
const call = (method: string, args: Record<string, unknown> = {}, bearer = token) =>
  slack.webApi(method, args, bearer);
const codes = () => slack.faults.map(({ code }) => code);
const told = (code: string) =>
  waitFor(
    slack.workspace,
    () => slack.faults.find(fault => fault.code === code),
    5_000,
    () => codes().join(),
  );

describe('a command', () => {
  afterEach(() => expect(slack.faults).toEqual([]));

  it('reaches the bot signed, and its answer is seen by nobody else', async () => {
    const kim = slack.person('U0KIM');
    await kim.types('/collabkey list acme');
    expect(await kim.hears('You said list acme')).toMatchObject({
      onlyForYou: true,
      typed: '/collabkey list acme',
      from: 'Collaboration Keys',
    });
    expect(last()).toMatchObject({ team_id: 'T0LOCAL', channel_name: 'api-operations', user_name: 'kim' });
    expect(slack.person('U0ANA').sees().messages).toEqual([]);
  });

  it('comes as Slack escapes it: entities, people, channels, addresses and links', async () => {
    const typed = '/collabkey invite “R&D <x>” @ana #general #nowhere a.b@x.io, https://x.io/?a=1&b=2';
    await slack.person('U0KIM').types(typed);
    expect(last().text).toBe(
      'invite “R&amp;D &lt;x&gt;” <@U0ANA|ana> <#C0ALL|general> #nowhere <mailto:a.b@x.io|a.b@x.io>, <https://x.io/?a=1&amp;b=2>',
    );
  });

  it('may be acknowledged with words, for the person or for all', async () => {
    const kim = slack.person('U0KIM');
    await kim.types('/collabkey at-once');
    expect(await kim.hears('Said at once')).toMatchObject({ onlyForYou: true });
    await kim.types('/collabkey here');
    expect(await kim.hears('For all')).toMatchObject({ onlyForYou: false });
    expect(slack.person('U0ANA').sees().messages).toHaveLength(1);
  });

  it('that is none is answered by Slack itself; other words stand for all to read', async () => {
    const kim = slack.person('U0KIM');
    await kim.types('/colabkey list', { channel: 'general' });
    await kim.hears('/colabkey is no command here');
    await kim.types('Good morning', { channel: 'general' });
    expect(
      slack
        .person('U0LEO')
        .sees()
        .messages.map(({ text }) => text),
    ).toEqual(['Good morning']);
    expect(bot.heard).toEqual([]);
  });

  it('that is sent twice, byte by byte, arrives twice: a replay is the bot’s to refuse', async () => {
    await slack.person('U0KIM').types('/collabkey list');
    await slack.sendsAgain();
    expect(bot.heard.map(({ body }) => body.trigger_id)).toEqual([last().trigger_id, last().trigger_id]);
  });
});

describe('a message with controls', () => {
  it('asks to confirm where it says so, and nothing happens on no', async () => {
    const kim = slack.person('U0KIM');
    await kim.types('/collabkey ask');
    await kim.hears('Deactivate Acme Corp?');
    await expect(kim.clicks('Deactivate')).rejects.toThrow('Every call is refused.');
    await expect(kim.clicks('Keep active', { confirm: true })).rejects.toThrow('does not ask');
    await kim.clicks('Deactivate', { confirm: false });
    expect(bot.heard).toHaveLength(1);
    await kim.clicks('Deactivate', { confirm: true });
    expect(await kim.hears('*off* was pressed')).toMatchObject({ edited: true });
    expect(last()).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', is_ephemeral: true },
      actions: [{ type: 'button', action_id: 'off', block_id: 'answers', value: 'acme' }],
    });
    await expect(kim.clicks('Deactivate', { confirm: true })).rejects.toThrow('sees nothing called');
    expect(slack.faults).toEqual([]);
  });

  it('tells what was chosen in a menu, also behind three dots', async () => {
    const kim = slack.person('U0KIM');
    await kim.types('/collabkey ask');
    await kim.hears('Deactivate Acme Corp?');
    await expect(kim.selects('For how long', '9 h')).rejects.toThrow('only: 1 h, 4 h');
    await kim.selects('For how long', '4 h');
    expect(last()).toMatchObject({
      actions: [{ type: 'static_select', selected_option: { value: '4 h' } }],
      state: { values: { answers: { time: { selected_option: { value: '4 h' } } } } },
    });
    await kim.types('/collabkey ask');
    await kim.hears('Deactivate Acme Corp?');
    await kim.clicks('Show logs');
    expect(last()).toMatchObject({ actions: [{ type: 'overflow', selected_option: { value: 'logs' } }] });
    expect(slack.faults).toEqual([]);
  });
});

describe('a modal', () => {
  async function opened() {
    const kim = slack.person('U0KIM');
    await kim.types('/collabkey form');
    expect(await kim.hears('Add a key')).toMatchObject({ kind: 'modal', submit: 'Save', close: 'Discard' });
    return kim;
  }

  it('carries everything that was filled in, and closes when all is well', async () => {
    const kim = await opened();
    await kim.fills({
      Name: 'Acme Corp',
      'E-mail': 'a@acme.example',
      Permissions: ['Create', 'Delete'],
      Environment: 'Production',
      Kind: ['Errors'],
      Channel: '#general',
    });
    await kim.submits();
    expect(kim.sees().modal).toBeUndefined();
    expect(last()).toMatchObject({
      type: 'view_submission',
      view: {
        callback_id: 'form',
        private_metadata: 'orders',
        state: {
          values: {
            name: { name: { type: 'plain_text_input', value: 'Acme Corp' } },
            note: { note: { value: null } },
            may: { may: { selected_options: [{ value: 'create' }, { value: 'delete' }] } },
            place: { place: { selected_option: { value: 'production' } } },
            kind: { kind: { selected_options: [{ value: 'errors' }] } },
            where: { where: { selected_conversation: 'C0ALL' } },
          },
        },
      },
      response_urls: [{ block_id: 'where', action_id: 'where', channel_id: 'C0ALL' }],
    });
    expect(slack.faults).toEqual([]);
  });

  it('is held back by Slack while a field is empty, too long or no address', async () => {
    const kim = await opened();
    await kim.fills({ Name: 'x'.repeat(81), 'E-mail': 'nobody', Permissions: [] });
    await kim.submits();
    expect(kim.sees().modal?.errors).toEqual({
      name: 'Please enter at most 80 characters.',
      mail: 'Please enter a valid email address.',
      may: 'Please complete this required field.',
      place: 'Please complete this required field.',
    });
    expect(bot.heard).toHaveLength(1);
  });

  it('does what the acknowledgement says: errors, another view, one on top, all gone', async () => {
    const kim = await opened();
    await kim.fills({ Name: 'Taken', Environment: 'Sandbox' });
    await kim.submits();
    expect(await kim.hears('already exists')).toMatchObject({ errors: { name: '“Taken” already exists.' } });
    await kim.fills({ Name: 'Again' });
    await kim.submits();
    await kim.hears('Once more');
    for (const under of [1, 2]) {
      await kim.fills({ Name: 'Deep', Environment: 'Sandbox' });
      await kim.submits();
      expect(await kim.hears('On top')).toMatchObject({ under });
    }
    await kim.closes();
    expect(last()).toMatchObject({ type: 'view_closed', is_cleared: false });
    expect(kim.sees().modal).toMatchObject({ title: 'On top', under: 1 });
    await kim.fills({ Name: 'Enough' });
    await kim.submits();
    expect(kim.sees().modal).toBeUndefined();
    expect(slack.faults).toEqual([]);
  });

  it('keeps what was entered when it is updated, unless the update is meant for an older one', async () => {
    const kim = await opened();
    await kim.fills({ Name: 'Acme' });
    const id = kim.sees().modal?.id;
    const first = call('views.update', { view_id: id, view: form('Working') });
    expect(first).toMatchObject({
      ok: true,
      view: { state: { values: { name: { name: { value: 'Acme' } } } } },
    });
    const old = { view_id: id, view: form(), hash: '1.old' };
    expect(call('views.update', old)).toEqual({ ok: false, error: 'hash_conflict' });
    const { hash } = fieldsOf(fieldsOf(first).view);
    expect(call('views.update', { ...old, hash })).toMatchObject({ ok: true });
    expect(call('views.update', { ...old, view_id: 'V0' })).toEqual({ ok: false, error: 'not_found' });
    expect(slack.faults).toEqual([]);
  });

  it('cannot be opened late, twice, or with a trigger that nobody was given', async () => {
    beforeOpening = () => {
      time += 3_001;
    };
    const kim = slack.person('U0KIM');
    await kim.types('/collabkey form');
    await told('expired_trigger_id');
    expect(kim.sees().modal).toBeUndefined();
    beforeOpening = () => {};
    await kim.types('/collabkey form twice');
    await kim.hears('Add a key');
    await told('exchanged_trigger_id');
    const view = form();
    call('views.open', { trigger_id: '1.2.x', view });
    call('views.push', { trigger_id: '1.2.x', view });
    expect(
      codes()
        .filter(code => code.endsWith('trigger_id'))
        .sort(),
    ).toEqual(['exchanged_trigger_id', 'expired_trigger_id', 'invalid_trigger_id', 'invalid_trigger_id']);
  });

  it('shows no error for what is not in it', async () => {
    const kim = await opened();
    await kim.fills({ Name: 'Wrong', Environment: 'Sandbox' });
    await kim.submits();
    expect(codes()).toEqual(['invalid_arguments']);
  });
});

describe('Home', () => {
  it('is filled when it is opened, and its buttons act on it', async () => {
    const kim = slack.person('U0KIM');
    await kim.opensHome();
    expect(await kim.hears('Waiting for you')).toMatchObject({ kind: 'home' });
    await expect(kim.clicks('Approve')).rejects.toThrow('2 controls are called "Approve"');
    await kim.clicks('Approve', { beside: 'Birch' });
    expect(last()).toMatchObject({ container: { type: 'view' }, actions: [{ action_id: 'approve-birch' }] });
    expect(last()).not.toHaveProperty('response_url');
    expect(slack.person('U0ANA').sees().home).toBeUndefined();
    await slack.sendsEvent({ type: 'app_home_opened', user: 'U0ANA', channel: 'D0ANA', tab: 'home' });
    await slack.sendsAgain(1);
    expect(bot.heard.filter(({ name }) => name === 'home')).toHaveLength(3);
    expect(await slack.person('U0ANA').hears('Waiting for you')).toBeDefined();
    expect(slack.faults).toEqual([]);
  });
});

describe('what Slack would not take', () => {
  it('is a command that is not acknowledged within three seconds', async () => {
    slack = aSlack({ acknowledgeMs: 100 });
    const kim = slack.person('U0KIM');
    await kim.types('/collabkey silent');
    await kim.hears('operation_timeout');
    expect(slack.faults).toMatchObject([
      { code: 'late_acknowledgement', text: '/collabkey silent was not acknowledged within 0.1 s' },
    ]);
  });

  it('is a bot that does not answer, or does not believe the signature', async () => {
    slack = aSlack({ bot: () => 'http://127.0.0.1:9/slack/events' });
    await slack.person('U0KIM').types('/collabkey list');
    expect(codes()).toEqual(['not_reached']);
    slack = aSlack({ signingSecret: 'another-signing-secret' });
    await slack.person('U0KIM').types('/collabkey list');
    expect(slack.faults).toMatchObject([{ code: 'not_acknowledged', text: expect.stringContaining('401') }]);
  });

  it('is a response address used more than five times, or after half an hour', async () => {
    const kim = slack.person('U0KIM');
    await kim.types('/collabkey six');
    await kim.hears('time 5');
    await told('used_url');
    expect(kim.sees().messages).toHaveLength(5);
    const ticket = { person: 'U0KIM', channel: 'C0OPS' };
    const late = slack.means.tickets.newResponse(ticket);
    time += 30 * minute;
    expect(slack.respond(late, { text: 'just in time' })).toEqual({ status: 200, text: 'ok' });
    time += 1;
    expect(slack.respond(late, { text: 'late' })).toEqual({ status: 404, text: 'expired_url' });
    expect(slack.respond('nobody', { text: 'x' })).toEqual({ status: 404, text: 'unknown_url' });
    const often = slack.means.tickets.newResponse(ticket);
    for (let use = 0; use < 5; use += 1) slack.respond(often, { text: 'again' });
    expect(slack.respond(often, { text: 'again' })).toEqual({ status: 404, text: 'used_url' });
  });

  it('is a message beyond a limit, wherever it comes from, or one that calls everybody', () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: '' } }];
    const place = { channel: 'C0OPS' };
    expect(call('chat.postMessage', { ...place, text: 'x', blocks })).toMatchObject({
      ok: false,
      error: 'invalid_blocks',
      errors: ['blocks[0].text.text is empty'],
    });
    const response = slack.means.tickets.newResponse({ person: 'U0KIM', channel: 'C0OPS' });
    expect(slack.respond(response, { text: 'x', blocks }).status).toBe(400);
    expect(call('views.publish', { user_id: 'U0KIM', view: { type: 'home', blocks } })).toMatchObject({
      ok: false,
    });
    expect(call('chat.postMessage', { ...place, text: 'Acme <!channel>' })).toMatchObject({ ok: true });
    expect(codes()).toEqual(['invalid_blocks', 'invalid_blocks', 'invalid_blocks', 'calls_everybody']);
  });

  it('is a method that does not exist, another token, a scope that was not given', () => {
    slack = aSlack({ scopes: ['chat:write', 'users:read'] });
    expect(call('chat.shout')).toMatchObject({ error: 'unknown_method' });
    expect(call('toString')).toMatchObject({ error: 'unknown_method' });
    expect(call('auth.test', {}, 'xoxb-other')).toEqual({ ok: false, error: 'invalid_auth' });
    expect(call('conversations.join', { channel: 'C0ALL' })).toMatchObject({
      error: 'missing_scope',
      needed: 'channels:join',
    });
    expect(call('users.info', { user: 'U0KIM' })).not.toHaveProperty('user.profile.email');
    expect(codes()).toEqual(['unknown_method', 'unknown_method', 'invalid_auth', 'missing_scope']);
  });
});

describe('the Web API', () => {
  afterEach(() => expect(slack.faults).toEqual([]));

  it('says who the bot is and who a person is, guests as guests', () => {
    expect(call('auth.test')).toMatchObject({ ok: true, team_id: 'T0LOCAL', user_id: 'U0BOT' });
    expect(call('users.info', { user: 'U0LEO' })).toMatchObject({
      user: { is_restricted: true, is_stranger: false, profile: { email: 'leo@agency.example' } },
    });
    expect(call('users.info', { user: 'U0NONE' })).toEqual({ ok: false, error: 'user_not_found' });
  });

  it('posts, changes and deletes the bot’s own messages where it is a member', () => {
    const posted = call('chat.postMessage', { channel: 'C0OPS', text: 'One' });
    const { ts } = fieldsOf(posted);
    const place = { channel: 'C0OPS', ts };
    expect(call('chat.update', { ...place, text: 'Two' })).toMatchObject({ ok: true });
    const words = () =>
      slack
        .person('U0ANA')
        .sees()
        .messages.map(({ text }) => text);
    expect(words()).toEqual(['Two']);
    expect(call('chat.getPermalink', { channel: 'C0OPS', message_ts: ts })).toMatchObject({
      permalink: `https://hooks.slack.com/archives/C0OPS/p${String(ts).replace('.', '')}`,
    });
    expect(call('chat.delete', place)).toMatchObject({ ok: true });
    expect(call('chat.update', { ...place, text: 'x' })).toEqual({ ok: false, error: 'message_not_found' });
    expect(words()).toEqual([]);
    const hush = { channel: 'C0OPS', user: 'U0KIM', text: 'Hush' };
    const { message_ts: hushTs } = fieldsOf(call('chat.postEphemeral', hush));
    expect(call('chat.update', { channel: 'C0OPS', ts: hushTs, text: 'x' })).toMatchObject({ ok: false });
    expect(call('chat.postEphemeral', { ...hush, user: 'U0LEO' })).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  it('joins a public channel, learns of a private one only by invitation, and finds a person’s own', async () => {
    const say = (channel: string) => call('chat.postMessage', { channel, text: 'Hello' });
    expect(say('C0ALL')).toEqual({ ok: false, error: 'not_in_channel' });
    expect(call('conversations.join', { channel: 'C0ALL' })).toMatchObject({ channel: { is_member: true } });
    expect(say('C0ALL')).toMatchObject({ ok: true });
    expect(say('C0SEC')).toEqual({ ok: false, error: 'channel_not_found' });
    await slack.person('U0KIM').types('/invite @collaboration-keys', { channel: 'secret' });
    expect(say('C0SEC')).toMatchObject({ ok: true });
    expect(call('conversations.open', { users: 'U0ANA' })).toMatchObject({ channel: { id: 'D0ANA' } });
    expect(say('U0ANA')).toMatchObject({ ok: true, channel: 'D0ANA' });
    expect(slack.person('U0KIM').sees().messages).toHaveLength(3);
    expect(slack.person('U0ANA').sees().messages).toHaveLength(2);
  });
});

describe('waiting', () => {
  it('hears only what has come since the person acted, and says what there is instead', async () => {
    const kim = slack.person('U0KIM');
    await kim.types('/collabkey one');
    await kim.hears('You said one');
    await kim.types('/collabkey two');
    await expect(kim.hears('You said one', { withinMs: 50 })).rejects.toThrow('You said two');
    expect(await kim.hears(seen => seen.kind === 'message' && seen.text.endsWith('two'))).toBeDefined();
    expect(await kim.hears(/said t.o/)).toBeDefined();
  });
});
