import type { CallView, FailureGroup } from '@ck/shared/calls';
import type { EndpointView } from '@ck/shared/endpoints';
import type { InvitationView, InviteResult } from '@ck/shared/invitations';
import type { EnvironmentKeyView, KeyView, NamedKey } from '@ck/shared/keys';
import { allPermissions } from '@ck/shared/permissions';
import type { Fenced, FenceOutcome } from '@ck/shared/receipt';
import type { RequestView } from '@ck/shared/requests';
import type { Statistics } from '@ck/shared/statistics';
import { describe, expect, test } from 'vitest';
import { CommandError } from '../errors.ts';
import { formView, wordsView, workingView } from '../forms/fields.ts';
import { faultView, homeView, strangerView } from '../home/home-view.ts';
import { blockFaults } from '../local-slack/block-limits.ts';
import { faultAnswer, toMessage } from '../say.ts';
import { subcommands } from '../subcommands/index.ts';
import type { Answer } from './blocks.ts';
import { runButton } from './buttons.ts';
import { changeAnswer } from './change-blocks.ts';
import { createdAnswer } from './created.ts';
import { digestAnswer } from './digest-blocks.ts';
import { invitationsAnswer, invitedAnswer } from './invitation-blocks.ts';
import { changedAnswer, keyAnswer, keyListAnswer } from './key-blocks.ts';
import { callAnswer, failuresAnswer } from './log-blocks.ts';
import { permissionsQuestion, regenerateQuestion, revokeQuestion, switchQuestion } from './questions.ts';
import { requestBlocks, requestText, workingBlocks } from './request-blocks.ts';
import { statisticsAnswer } from './statistics-blocks.ts';

/** The worst that the domain lets through: every character of a name is escaped to five. */
const call = '<!channel>';
const longest = (length: number) => `${call}${'&'.repeat(length - call.length)}`;
const name = longest(80);
const address = `${'a'.repeat(64)}@${'b'.repeat(180)}.example`;
const portal = `https://${'p'.repeat(60)}.example`;
const now = Date.now();
const at = new Date(now - 5_000);
const many = <Value>(number: number, make: (index: number) => Value): Value[] =>
  Array.from({ length: number }, (_, index) => make(index));

const environmentKey: EnvironmentKeyView = {
  active: true,
  pause: { until: at },
  permissions: [...allPermissions],
  masked: 'ck_prod_…a1b2',
  generation: 12,
  issuedAt: at,
  overlap: { masked: 'ck_prod_…c3d4', validUntil: at },
};
const key: KeyView = {
  ...{ id: 'k'.repeat(26), endpointId: 'e'.repeat(26), name, description: longest(500) },
  ...{ version: 999_999, createdAt: at, createdBy: 'a' },
  ...{ sandbox: environmentKey, production: { ...environmentKey, active: false, permissions: [] } },
};
const endpoint = { id: 'e'.repeat(26), slug: 's'.repeat(63), name: longest(80), version: 999_999 };
const named: NamedKey = { key, endpoint };
const fence: FenceOutcome = {
  kind: 'held',
  change: 'c',
  receipt: {
    ...{ epoch: 9_999_999, acknowledged: 40, late: 30, lapsed: 30, milliseconds: 99_999 },
    gateways: many(100, index => ({
      name: `gateway-${index}`,
      state: (['acknowledged', 'late', 'lapsed'] as const)[index % 3] ?? 'late',
      milliseconds: 9_999,
    })),
  },
};
const fenced: Fenced<KeyView> = { ...key, fence };
const request: RequestView = {
  ...{ id: 'r'.repeat(26), endpointId: endpoint.id, keyId: key.id, keyName: name },
  ...{ note: longest(500).replaceAll('&&', '&\n'), status: 'pending', askedAt: at },
  wish: { kind: 'permission', environment: 'production', permission: 'delete' },
  askedBy: { accountId: 'a', email: address },
  evidence: {
    ...{ environment: 'sandbox', since: at, until: at, calls: 9_999_999, succeeded: 1 },
    operations: many(20, () => ({ method: 'DELETE', path: longest(2000), calls: 1, succeeded: 0 })),
    lastError: {
      callId: 'c',
      at,
      method: 'DELETE',
      path: longest(8000),
      status: 599,
      outcome: 'upstream_unreachable',
    },
  },
};
const decided: RequestView = {
  ...request,
  status: 'declined',
  decision: { by: { accountId: 'a', email: address }, surface: 'slack', at, note: longest(500) },
};
const failures: FailureGroup[] = many(50, index => ({
  ...{ keyId: `${key.id}${index % 12}`, environment: 'production', outcome: 'upstream_unreachable' },
  ...{ status: 502, calls: 9_999_999 },
  last: { at, method: 'DELETE', path: longest(8000), address, id: 'c'.repeat(26) },
}));
const statistics = {
  total: { calls: 9_999_999, errors: 1, latency: { p50: 1, p95: 2, p99: 99_999 } },
  operations: [{ method: 'DELETE', path: longest(2000), calls: 9_999_999 }],
  bySource: { app: 9_999_999, console: 9_999_999 },
} as unknown as Statistics;
const invitation = (index: number): InvitationView => ({
  ...{ id: 'i'.repeat(26), keyId: key.id, address: `${index}${address}`, invitedBy: address },
  ...{
    status: (['pending', 'accepted', 'expired'] as const)[index % 3] ?? 'pending',
    sentAt: at,
    expiresAt: at,
  },
});
const target = { keyId: key.id, environment: 'production', version: key.version, askedAt: now } as const;
const use = { calls: 9_999_999, addresses: 9_999 };
const changes = (fields: Record<string, string>) => ({ before: fields, after: fields });

const answers: Readonly<Record<string, () => Answer>> = {
  'a list of keys': () =>
    keyListAnswer({ keys: many(10, () => named), matching: 200, page: 2, pages: 20 }, '', portal),
  'no key': () => keyListAnswer({ keys: [], matching: 0, page: 1, pages: 1 }, name, portal),
  'one key': () => keyAnswer(named, portal),
  'a change': () => changedAnswer(`${name} ${name}`, fenced, 'production', { lines: ['x'.repeat(3000)] }),
  'a change that is pending': () =>
    changedAnswer(name, { ...fenced, fence: { kind: 'pending', change: 'c' } }, 'sandbox'),
  'a new key': () => createdAnswer(fenced, endpoint, portal),
  'the question before a switch': () => switchQuestion(key, { ...target, active: false, for: '30d' }),
  'the question before permissions': () =>
    permissionsQuestion(key, { ...target, permissions: ['read'] }, use),
  'the question before regenerating': () => regenerateQuestion(key, { ...target, keep: '24h' }, use, now),
  'the question before revoking': () => revokeQuestion(name, { id: 'i', address, accepted: true }, now),
  'what went wrong': () => failuresAnswer(named, failures, { portal, now }),
  'one call': () =>
    callAnswer(
      {
        ...{ id: 'c'.repeat(26), at, method: 'DELETE', path: longest(8000), status: 502, address },
        ...{ outcome: 'upstream_unreachable', environment: 'production', source: 'app', gatewayMs: 1 },
      } as CallView,
      { keyName: name, portal, slug: endpoint.slug },
    ),
  statistics: () =>
    statisticsAnswer(
      named,
      [
        { environment: 'sandbox', statistics },
        { environment: 'production', statistics },
      ],
      portal,
    ),
  invitations: () => invitationsAnswer(key, many(200, invitation), 'revoke'),
  'what became of 200 addresses': () =>
    invitedAnswer(
      key,
      many(
        200,
        (): InviteResult => ({ address, outcome: 'refused', reason: 'malformed', message: longest(100) }),
      ),
    ),
  'a request': () => ({ text: requestText(request), blocks: requestBlocks(request, endpoint, portal) }),
  'a deployment': () => ({
    text: requestText(request),
    blocks: requestBlocks({ ...request, wish: { kind: 'production' } }, endpoint, portal),
  }),
  'a decided request': () => ({
    text: requestText(decided),
    blocks: requestBlocks(decided, endpoint, portal),
  }),
  'a request that is being decided': () => ({
    text: requestText(request),
    blocks: workingBlocks(requestBlocks(request, endpoint, portal)),
  }),
  'a change for a channel': () =>
    changeAnswer(
      {
        ...{
          id: 'e',
          at,
          who: address,
          surface: 'portal',
          action: 'key.details_saved',
          keyName: name,
          keyId: key.id,
        },
        ...changes({ description: longest(500), name }),
      },
      endpoint,
      portal,
    ),
  'a digest': () =>
    digestAnswer(
      {
        endpoint,
        groups: failures,
        names: new Map(failures.map(({ keyId }) => [keyId, name])),
        from: at,
        to: at,
      },
      portal,
    ),
  'a fault with ten choices': () =>
    faultAnswer(
      new CommandError(
        longest(300),
        many(10, () => runButton(name, ['off', name, 'production', 'for', '2h'])),
      ),
      undefined as never,
    ),
  'a button that would be too long': () =>
    faultAnswer(
      new CommandError(name, [runButton(name, ['create', longest(999), longest(999)])]),
      undefined as never,
    ),
};

describe('every answer stays within Slack’s limits and calls nobody, whatever it is made of', () => {
  test.each(Object.keys(answers))('%s', about => {
    const message = toMessage(answers[about]?.() ?? { text: '', blocks: [] });
    expect(blockFaults('message', message)).toEqual([]);
    expect(blockFaults('modal', wordsView('Collaboration Keys', message.blocks))).toEqual([]);
    for (const text of mrkdwnOf(message.blocks).concat(message.text)) expect(text).not.toContain(call);
  });

  test('help, of all and of each verb', async () => {
    const help = subcommands.find(({ name: verb }) => verb === 'help');
    if (help?.for !== 'anyone') throw new Error('help is for everybody');
    for (const verb of [undefined, ...subcommands.map(({ name: one }) => one)]) {
      const answer = await help.run(verb === undefined ? [] : [verb], undefined as never, []);
      expect(blockFaults('message', toMessage(answer))).toEqual([]);
    }
  });
});

describe('every view stays within Slack’s limits', () => {
  const home = {
    ...{ email: address, waiting: 999, page: 2, pages: 200 },
    requests: many(5, () => ({ request, endpoint: endpoint as unknown as EndpointView })),
    troubles: many(8, () => ({
      named,
      environment: 'production' as const,
      calls: 9_999_999,
      errors: 9_999_998,
    })),
  };

  test('Home, full, of a stranger, and when nothing can be loaded', () => {
    for (const view of [homeView(home, portal), strangerView(portal), faultView(longest(300))]) {
      expect(blockFaults('home', view)).toEqual([]);
      for (const text of mrkdwnOf(view.blocks)) expect(text).not.toContain(call);
    }
  });

  test('a form with the longest fields, filled and refused', () => {
    const shape = {
      ...{ title: longest(40), submit: longest(40), lead: 'About' },
      fields: [
        {
          kind: 'text' as const,
          id: 'name',
          label: longest(300),
          most: 3000,
          lines: true,
          value: longest(3000),
        },
        {
          ...{ kind: 'choice' as const, id: 'one', label: 'API', value: 'v3' },
          options: many(150, index => ({ value: `v${index}`, label: longest(100) })),
        },
        {
          ...{ kind: 'boxes' as const, id: 'some', label: 'Some', hint: longest(300), values: ['read'] },
          options: allPermissions.map(value => ({ value, label: value })),
        },
      ],
    };
    const filled = {
      values: { name: longest(4000), one: 'v4', some: ['read'] },
      faults: { name: longest(300), gone: 'x' },
    };
    const view = formView(shape, { form: 'invite', key: longest(200) }, filled);
    expect(blockFaults('modal', view)).toEqual([]);
    expect(blockFaults('modal', workingView(longest(40)))).toEqual([]);
  });
});

/** The texts in which Slack looks for mentions. */
function mrkdwnOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(mrkdwnOf);
  if (typeof part !== 'object' || part === null) return [];
  const { type, text } = part as { type?: unknown; text?: unknown };
  return type === 'mrkdwn' ? [String(text)] : Object.values(part).flatMap(mrkdwnOf);
}
