import type { Call, EndpointState, Hit, KeyState } from './history.ts';
import type { Timeline } from './timeline.ts';

export type Violation = {
  rule: 'stale' | 'late_head' | 'flake';
  call: Call;
  at: number;
  /** What may have held meanwhile, for whoever looks into it. */
  held: unknown;
};

export type History = {
  calls: readonly Call[];
  hits: readonly Hit[];
  keys: ReadonlyMap<string, Timeline<KeyState>>;
  endpoints: ReadonlyMap<string, Timeline<EndpointState>>;
};

/** How long after a change returned the head of a call that was sent before may still arrive. */
const underwayMs = 250;

const refusals: ReadonlySet<string> = new Set([
  'key_unknown',
  'key_replaced',
  'key_inactive',
  'permission_missing',
]);

/**
 * Finds every call that reached the upstream under authority that had ended, every head that arrived later than may be,
 * and every refusal of what was granted. Pure; the upstream's own record is what counts.
 */
export function judge({ calls, hits, keys, endpoints }: History): Violation[] {
  const byId = new Map(calls.map(call => [call.id, call]));
  const violations: Violation[] = [];
  for (const { id, at, place } of hits) {
    const call = byId.get(id);
    if (call === undefined) continue;
    const [key, endpoint] = [keys.get(call.keyId), endpoints.get(call.endpointId)];
    const allowed = (from: number) => admits(key, call, from, at) && leads(endpoint, call, place, from, at);
    if (allowed(call.sentAt) && allowed(at - underwayMs)) continue;
    const rule = allowed(call.sentAt) ? 'late_head' : 'stale';
    const held = { place, key: key?.around(call.sentAt, at), endpoint: endpoint?.around(call.sentAt, at) };
    violations.push({ rule, call, at, held });
  }
  for (const call of calls) {
    if (!refusals.has(call.code)) continue;
    const states = keys.get(call.keyId)?.possible(call.sentAt, call.answeredAt) ?? [];
    if (states.length > 0 && states.every(state => isGranted(state, call)))
      violations.push({ rule: 'flake', call, at: call.answeredAt, held: states });
  }
  return violations;
}

function admits(timeline: Timeline<KeyState> | undefined, call: Call, from: number, to: number): boolean {
  return timeline === undefined || timeline.possible(from, to).some(state => isGranted(state, call));
}

function leads(
  timeline: Timeline<EndpointState> | undefined,
  call: Call,
  place: string,
  from: number,
  to: number,
): boolean {
  return (
    timeline === undefined || timeline.possible(from, to).some(state => state[call.environment] === place)
  );
}

export function isGranted(state: KeyState, { environment, generation, needed }: Call): boolean {
  const { active, permissions, generation: current, overlap } = state[environment];
  if (state.deleted || !active || !permissions.includes(needed)) return false;
  return generation === current || generation === overlap;
}
