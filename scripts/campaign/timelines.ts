import { database } from '@ck/shared/database';
import type { Environment } from '@ck/shared/endpoints';
import { allPermissions, type Permission } from '@ck/shared/permissions';
import { decodeTime } from 'ulid';
import { now } from './clock.ts';
import type { EndpointState, KeyState } from './history.ts';
import { Timeline } from './timeline.ts';

/** When a change was asked for and when it returned, by the id of its change. */
export type ChangeTimes = ReadonlyMap<string, { calledAt: number; returnedAt: number }>;

type Event = {
  _id: string;
  action: string;
  keyId?: string;
  environment?: Environment;
  version: number;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

/** It found its target reached, and tells of the version that another change made. */
const isEmpty = ({ before, after }: Event) => JSON.stringify(before) === JSON.stringify(after);

/** An id is made a moment after the change was asked for; its time is cut to whole milliseconds. */
const idSlackMs = 50;

/** The history of every key and of the endpoint, from the audit: also of changes whose caller did not live to tell. */
export async function readTimelines(endpointId: string, times: ChangeTimes) {
  const events = await database()
    .collection<Event>('auditEvents')
    .find({ endpointId, version: { $exists: true } }, { readConcern: { level: 'majority' } })
    .toArray();
  events.sort((a, b) => a.version - b.version || Number(isEmpty(a)) - Number(isEmpty(b)));
  const keys = new Map<string, Timeline<KeyState>>();
  const endpoint = new Timeline<EndpointState>();
  for (const event of events) {
    const when = times.get(event._id) ?? {
      calledAt: timeOf(event._id),
      returnedAt: Number.POSITIVE_INFINITY,
    };
    if (event.keyId === undefined) {
      const state = nextEndpoint(endpoint.newest?.state, event);
      endpoint.add({ version: event.version, state, ...when });
      continue;
    }
    const timeline = keys.get(event.keyId) ?? new Timeline<KeyState>();
    keys.set(event.keyId, timeline);
    timeline.add({ version: event.version, state: nextKey(timeline.newest?.state, event), ...when });
  }
  return { keys, endpoints: new Map([[endpointId, endpoint]]) };
}

function timeOf(change: string): number {
  return now() - (Date.now() - decodeTime(change)) - idSlackMs;
}

const fresh = { active: true, permissions: allPermissions, generation: 1 };

function nextKey(before: KeyState | undefined, { action, environment, after = {} }: Event): KeyState {
  const state = before ?? { sandbox: fresh, production: fresh, deleted: false };
  if (action === 'key.deleted') return { ...state, deleted: true };
  if (environment === undefined) return state;
  const { overlap, ...own }: KeyState[Environment] = state[environment];
  const kept = overlap === undefined ? {} : { overlap };
  const next = {
    'key.switched': { ...own, ...kept, active: after.active === true },
    'key.permissions_saved': { ...own, ...kept, permissions: permissionsOf(after.permissions) },
    'key.regenerated': {
      ...own,
      generation: own.generation + 1,
      ...(after.keep !== undefined && { overlap: own.generation }),
    },
    'key.overlap_ended': own,
  }[action];
  return next === undefined ? state : { ...state, [environment]: next };
}

function permissionsOf(value: unknown): Permission[] {
  return Array.isArray(value) ? allPermissions.filter(permission => value.includes(permission)) : [];
}

function nextEndpoint(
  before: EndpointState | undefined,
  { action, environment, after = {} }: Event,
): EndpointState {
  const state = before ?? { sandbox: 'a', production: 'a' };
  if (action !== 'endpoint.upstream_saved' || environment === undefined) return state;
  return { ...state, [environment]: String(after.upstream).split('/').at(-1) ?? '' };
}
