import { expect, test } from 'vitest';
import type { Call, EndpointState, KeyState } from './history.ts';
import { judge } from './judge.ts';
import { Timeline } from './timeline.ts';

const on = { active: true, permissions: ['read'] as const, generation: 1 };
const off = { ...on, active: false };
const state = (sandbox: KeyState['sandbox']): KeyState => ({ sandbox, production: on, deleted: false });

/** Switched off from 100 to 120, on again from 500 to 520. */
function switched(): Timeline<KeyState> {
  const timeline = new Timeline<KeyState>();
  timeline.add({ version: 1, state: state(on), calledAt: 0, returnedAt: 0 });
  timeline.add({ version: 2, state: state(off), calledAt: 100, returnedAt: 120 });
  timeline.add({ version: 3, state: state(on), calledAt: 500, returnedAt: 520 });
  return timeline;
}

function aCall(sentAt: number, more: Partial<Call> = {}): Call {
  return {
    id: 'c',
    gateway: 'g',
    keyId: 'k',
    endpointId: 'e',
    environment: 'sandbox',
    generation: 1,
    needed: 'read',
    sentAt,
    answeredAt: sentAt + 5,
    status: 200,
    code: '',
    ...more,
  };
}

const rules = (call: Call, hitAt?: number, place = 'a') => {
  const endpoint = new Timeline<EndpointState>();
  endpoint.add({ version: 1, state: { sandbox: 'a', production: 'a' }, calledAt: 0, returnedAt: 0 });
  endpoint.add({ version: 2, state: { sandbox: 'b', production: 'a' }, calledAt: 600, returnedAt: 620 });
  return judge({
    calls: [call],
    hits: hitAt === undefined ? [] : [{ id: 'c', at: hitAt, place }],
    keys: new Map([['k', switched()]]),
    endpoints: new Map([['e', endpoint]]),
  }).map(({ rule }) => rule);
};

test('a call sent after the switch returned must not reach the upstream', () => {
  expect(rules(aCall(121), 125)).toEqual(['stale']);
});

test('a call sent while the switch was under way may go either way', () => {
  expect(rules(aCall(110), 130)).toEqual([]);
  expect(rules(aCall(110, { code: 'key_inactive', status: 403 }))).toEqual([]);
});

test('a call sent before may arrive up to 250 ms after the return and not later', () => {
  expect(rules(aCall(90), 369)).toEqual([]);
  expect(rules(aCall(90), 371)).toEqual(['late_head']);
});

test('once switching on is asked for nothing can be said against a call; once it returned a refusal is a fault', () => {
  expect(rules(aCall(499), 501)).toEqual([]);
  expect(rules(aCall(521, { code: 'key_inactive', status: 403 }))).toEqual(['flake']);
  expect(rules(aCall(505, { code: 'key_inactive', status: 403 }))).toEqual([]);
  expect(rules(aCall(521, { code: 'gateway_not_fresh', status: 503 }))).toEqual([]);
});

test('a call under a replaced key, a missing permission, or to the old upstream is a fault as well', () => {
  expect(rules(aCall(550, { generation: 0 }), 555)).toEqual(['stale']);
  expect(rules(aCall(550, { needed: 'create' }), 555)).toEqual(['stale']);
  expect(rules(aCall(650), 655, 'a')).toEqual(['stale']);
  expect(rules(aCall(650), 655, 'b')).toEqual([]);
});

test('a change of which nobody knows whether it was made excuses both', () => {
  const timeline = switched();
  timeline.add({ version: 4, state: state(off), calledAt: 700, returnedAt: Number.POSITIVE_INFINITY });
  const verdict = (call: Call, hits: { id: string; at: number; place: string }[]) =>
    judge({ calls: [call], hits, keys: new Map([['k', timeline]]), endpoints: new Map() });
  expect(verdict(aCall(800), [{ id: 'c', at: 801, place: 'a' }])).toEqual([]);
  expect(verdict(aCall(800, { code: 'key_inactive', status: 403 }), [])).toEqual([]);
});

test('a change that found its target reached says that the version there is holds', () => {
  const timeline = new Timeline<KeyState>();
  timeline.add({ version: 1, state: state(on), calledAt: 0, returnedAt: 0 });
  timeline.add({ version: 2, state: state(off), calledAt: 100, returnedAt: Number.POSITIVE_INFINITY });
  timeline.add({ version: 2, state: state(off), calledAt: 200, returnedAt: 220 });
  const hits = [{ id: 'c', at: 235, place: 'a' }];
  const found = judge({ calls: [aCall(230)], hits, keys: new Map([['k', timeline]]), endpoints: new Map() });
  expect(found.map(({ rule }) => rule)).toEqual(['stale']);
});

test('of two changes that tell of one version, the earlier call and the earlier return count', () => {
  const timeline = new Timeline<KeyState>();
  timeline.add({ version: 1, state: state(on), calledAt: 0, returnedAt: 0 });
  timeline.add({ version: 2, state: state(on), calledAt: 200, returnedAt: 220 });
  timeline.add({ version: 2, state: state(on), calledAt: 100, returnedAt: 130 });
  const hits = [{ id: 'c', at: 155, place: 'a' }];
  expect(
    judge({ calls: [aCall(150)], hits, keys: new Map([['k', timeline]]), endpoints: new Map() }),
  ).toEqual([]);
});
