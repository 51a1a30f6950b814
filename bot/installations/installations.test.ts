import { accountOfSlackUser } from '@ck/shared/accounts';
import { database } from '@ck/shared/database';
import { testSecrets } from '@ck/shared/testing/builders';
import { suiteDatabase } from '@ck/shared/testing/database';
import { HttpResponse, http } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { suiteBot } from '../testing/bot-scene.ts';
import { installationStore } from './installation-store.ts';

suiteDatabase();
const granted: string[] = [];
const scene = suiteBot({
  workspaces: {
    kind: 'many',
    clientId: '1.2',
    clientSecret: 'a-client-secret',
    stateSecret: 'a-state-secret-of-32-characters-and-more',
  },
  more: [
    http.post('https://slack.com/api/oauth.v2.access', async ({ request }) => {
      granted.push(new URLSearchParams(await request.text()).get('code') ?? '');
      return HttpResponse.json({
        ok: true,
        app_id: 'A0LOCAL',
        access_token: 'xoxb-test',
        token_type: 'bot',
        scope: 'commands,chat:write',
        bot_user_id: 'U0BOT',
        team: { id: 'T0LOCAL', name: 'Harbor Commerce' },
        authed_user: { id: 'U0KIM' },
      });
    }),
  ],
});
const { kim, slack } = scene;
const at = (path: string) => new URL(path, scene.url);

describe('several workspaces', () => {
  test('one that has not installed the app is told so, and nothing is done', async () => {
    await kim.types('/collabkey list');
    await kim.hears('This workspace is not connected any more. Install the app again.');
  });

  test('installing takes the state from the cookie that began it, and the token rests sealed', async () => {
    const begun = await fetch(at('/slack/install'), { redirect: 'manual' });
    const leads = new URL(begun.headers.get('location') ?? '');
    expect(leads.searchParams.get('scope')).toContain('commands');
    const state = leads.searchParams.get('state') ?? '';
    const back = at(`/slack/oauth_redirect?code=the-code&state=${encodeURIComponent(state)}`);
    expect((await fetch(back, { redirect: 'manual' })).status).toBe(400);
    expect(granted).toEqual([]);
    const cookie = (begun.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const done = await fetch(back, { redirect: 'manual', headers: { cookie } });
    expect(done.status).toBe(200);
    expect(granted).toEqual(['the-code']);
    const rows = await database().collection('slackInstallations').find().toArray();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('xoxb-test');
  });

  test('then its people are served with its own token', async () => {
    await kim.types('/collabkey list');
    await kim.hears('No collaboration keys yet');
  });

  test('a sealed installation that was moved to another workspace does not open', async () => {
    const stored = database().collection<{ _id: string }>('slackInstallations');
    const own = await stored.findOne({ _id: 'T:T0LOCAL' });
    await stored.insertOne({ ...own, _id: 'T:T7' });
    const query = { teamId: 'T7', enterpriseId: undefined, isEnterpriseInstall: false } as const;
    await expect(installationStore(testSecrets.master).fetchInstallation(query)).rejects.toThrow();
  });

  test('removing the app takes its token, and who acted from there', async () => {
    await slack.sendsEvent({ type: 'app_uninstalled' });
    await vi.waitFor(async () => {
      expect(await accountOfSlackUser({ teamId: 'T0LOCAL', userId: 'U0KIM' })).toBeUndefined();
    }, 5_000);
    expect(
      await database().collection<{ _id: string }>('slackInstallations').findOne({ _id: 'T:T0LOCAL' }),
    ).toBeNull();
    await kim.types('/collabkey list');
    await kim.hears('This workspace is not connected any more');
  });
});
