import { brokenInvariant } from './invariants.ts';
import { successors } from './model.ts';
import { type ChangerState, type GatewayState, type Setting, type State, startOf } from './state.ts';

export type Exploration = { states: number; complete: boolean; broken?: string; steps?: number };

/**
 * Breadth first through every state that can be reached, until an invariant breaks: then by the shortest way there is.
 * @param limit gives up, incomplete, beyond so many states
 */
export function explore(setting: Setting, limit = Number.POSITIVE_INFINITY): Exploration {
  const start = startOf(setting);
  const seen = new Set<string>([canonicalKey(start)]);
  let frontier: State[] = [start];
  for (let steps = 1; frontier.length > 0; steps++) {
    const next: State[] = [];
    for (const state of frontier) {
      for (const reached of successors(state, setting)) {
        const key = canonicalKey(reached);
        if (seen.has(key)) continue;
        seen.add(key);
        const broken = brokenInvariant(reached);
        if (broken !== undefined) return { states: seen.size, complete: false, broken, steps };
        next.push(reached);
      }
      if (seen.size > limit) return { states: seen.size, complete: false };
    }
    frontier = next;
  }
  return { states: seen.size, complete: true };
}

/** The gateways are alike: a state and its mirror image are one. */
function canonicalKey(state: State): string {
  const key = keyOf(state);
  const [first, second] = state.gateways;
  if (first === undefined || second === undefined) return key;
  const mirror = (name: string) => (name.startsWith('g0') ? `g1${name.slice(2)}` : `g0${name.slice(2)}`);
  const turned = <Value>(values: Record<string, Value>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [mirror(name), value]));
  const changers = state.changers.map(each => ({
    ...each,
    waiting: each.waiting.map(([name, seq]): [string, number] => [mirror(name), seq]),
  }));
  const mirrored = keyOf({
    ...state,
    members: turned(state.members),
    acks: turned(state.acks),
    gateways: [second, first],
    changers,
  });
  return [key, mirrored].sort()[0] ?? key;
}

/** All that tells two states apart, in few characters: millions of them are kept. */
function keyOf({ version, counter, log, members, acks, gateways, changers }: State): string {
  const ring = log.map(({ epoch, change }) => epoch + change).join('');
  const joined = Object.entries(members).map(([name, { seq }]) => name + seq);
  const said = Object.entries(acks).map(
    ([name, ack]) => `${name}${ack.applied}${ack.left === true ? 'x' : ''}`,
  );
  const parts = [version, counter, ring, joined.sort().join(''), said.sort().join('')];
  return `${parts}|${gateways.map(keyOfGateway).join('|')}|${changers.map(keyOfChanger).join('|')}`;
}

function keyOfGateway({
  phase,
  life,
  memory,
  applied,
  change,
  seq,
  lease,
  leaseEpoch,
  ...rest
}: GatewayState): string {
  const { renewal, work } = rest;
  const { reply } = renewal ?? {};
  const answer = reply === undefined || reply === 'missed' ? reply : `${reply.epoch}.${reply.seq}`;
  const asked = renewal === undefined ? '' : `r${renewal.age}${answer ?? ''}`;
  const doing = work === undefined ? '' : `${work.of}${work.left.length}.${work.upTo.epoch}.${work.read}`;
  return `${phase}${life}.${memory}.${applied}.${change ?? ''}.${seq}.${lease}.${leaseEpoch}${asked}${doing}`;
}

function keyOfChanger({ phase, version, epoch, age, waiting }: ChangerState): string {
  return `${phase}${version}.${epoch}.${age}${waiting.map(String).sort().join()}`;
}
