import { memberSteps } from '@ck/shared/fence';
import { type GatewayState, out, type Setting, type State, timingOf } from './state.ts';

const nameOf = (index: number, { life }: GatewayState) => `g${index}-${life}`;
const entriesSince = ({ log }: State, applied: number) => log.filter(entry => entry.epoch >= applied);

/** What a gateway can do next: G1 one write at a time, then renewals, hints and the parts of applying. */
export function gatewaySteps(state: State, index: number, setting: Setting): State[] {
  const { steps = memberSteps, lives, renewalsPerLife, crashes } = setting;
  const timing = timingOf(setting);
  const gateway = state.gateways[index] ?? out;
  const incarnation = nameOf(index, gateway);
  const set = (changed: Partial<GatewayState>, more: Partial<State> = {}): State => ({
    ...state,
    ...more,
    gateways: state.gateways.map((each, at) => (at === index ? { ...each, ...changed } : each)),
  });
  const found: State[] = [];
  if (crashes && gateway.phase !== 'out' && gateway.phase !== 'crashed')
    found.push(set({ ...out, phase: 'crashed', life: gateway.life }));
  if (gateway.phase === 'crashed' && gateway.life < lives) found.push(set({ ...out, life: gateway.life }));
  if (gateway.phase === 'out')
    found.push(set({ phase: 'announced', life: gateway.life + 1, applied: state.epoch, change: undefined }));
  if (gateway.phase === 'announced') found.push(set({ phase: 'loaded', memory: state.version }));
  if (gateway.phase === 'loaded') {
    const member = { seq: 0, name: incarnation, lease: timing.leaseMs };
    const reply = { epoch: state.epoch, entries: entriesSince(state, gateway.applied), seq: 0 };
    const renewal = { age: 0, reply };
    const members = { ...state.members, [incarnation]: member };
    found.push(set({ phase: 'member', seq: -1, renewal }, { members }));
  }
  if (gateway.phase !== 'member') return found;

  const leave = (): State => {
    const { [incarnation]: _, ...members } = state.members;
    const acks = {
      ...state.acks,
      [incarnation]: { applied: state.acks[incarnation]?.applied ?? 0, left: true },
    };
    return set(
      { ...out, life: gateway.life, phase: gateway.life < lives ? 'out' : 'crashed' },
      { members, acks },
    );
  };
  const extended = (now: GatewayState): Partial<GatewayState> => {
    const { renewal } = now;
    if (renewal === undefined || renewal.reply === undefined || renewal.reply === 'missed') return {};
    const at = (age: number) => ({ monotonic: -age, wall: 0 });
    // A reply is heard when it is acted upon, however long ago it was written.
    const sent = steps.renewalInstant(at(renewal.age), at(0));
    const { epoch } = renewal.reply;
    const before = { deadline: now.lease, wallDeadline: Number.POSITIVE_INFINITY };
    const lease = steps.leaseAfter(before, { sent, epoch, applied: now.applied }, timing);
    return lease.deadline > now.lease ? { lease: lease.deadline, leaseEpoch: epoch } : {};
  };

  if (gateway.work !== undefined) found.push(...workSteps(state, gateway, incarnation, set, extended));
  else if (gateway.renewal === undefined) {
    if (gateway.seq < renewalsPerLife) found.push(set({ renewal: { age: 0, reply: undefined } }));
    const reply = { epoch: state.epoch, entries: entriesSince(state, gateway.applied) };
    const verdict = steps.readReply(gateway, reply, 'hint');
    if (verdict.kind === 'apply')
      found.push(set({ work: { of: 'hint', left: [...steps.order.hint], upTo: verdict.upTo, read: 0 } }));
  } else if (gateway.renewal.reply === undefined) {
    const member = state.members[incarnation];
    const { renewal } = gateway;
    if (member === undefined) found.push(set({ renewal: { ...renewal, reply: 'missed' } }));
    else {
      const seq = member.seq + 1;
      const reply = { epoch: state.epoch, entries: entriesSince(state, gateway.applied), seq };
      const members = { ...state.members, [incarnation]: { ...member, seq } };
      found.push(set({ renewal: { ...renewal, reply } }, { members }));
    }
  } else {
    const { reply } = gateway.renewal;
    const verdict = steps.readReply(gateway, reply === 'missed' ? undefined : reply, 'renewal');
    if (verdict.kind === 'dead' || reply === 'missed') found.push(leave());
    else {
      const heard = { ...gateway, seq: reply.seq };
      const granted = { ...heard, ...extended(heard) };
      if (verdict.kind === 'apply')
        found.push(
          set({
            ...granted,
            work: { of: 'renewal', left: [...steps.order.renewal], upTo: verdict.upTo, read: 0 },
          }),
        );
      else found.push(acknowledged(set({ ...granted, renewal: undefined }), incarnation, gateway.applied));
    }
  }
  return found;
}

function acknowledged(state: State, incarnation: string, applied: number): State {
  const before = state.acks[incarnation]?.applied ?? 0;
  return { ...state, acks: { ...state.acks, [incarnation]: { applied: Math.max(before, applied) } } };
}

type SetGateway = (changed: Partial<GatewayState>, more?: Partial<State>) => State;

/** One part of applying; reading and storing are two steps, since much can happen between them. */
function workSteps(
  state: State,
  gateway: GatewayState,
  incarnation: string,
  set: SetGateway,
  extended: (now: GatewayState) => Partial<GatewayState>,
): State[] {
  const { work } = gateway;
  const [part, ...left] = work?.left ?? [];
  if (work === undefined) return [];
  if (part === undefined) {
    const done = { ...gateway, work: undefined };
    return [set(work.of === 'hint' ? done : { ...done, ...extended(done), renewal: undefined })];
  }
  if (part === 'advance')
    return [set({ applied: work.upTo.epoch, change: work.upTo.change, work: { ...work, left } })];
  if (part === 'acknowledge')
    return [acknowledged(set({ work: { ...work, left } }), incarnation, work.upTo.epoch)];
  if (work.read === 0) return [set({ work: { ...work, read: state.version } })];
  const memory = Math.max(gateway.memory, work.read);
  // Both are private to the process: nobody can act in between.
  if (left[0] !== 'advance') return [set({ memory, work: { ...work, left, read: 0 } })];
  const { epoch, change } = work.upTo;
  return [set({ memory, applied: epoch, change, work: { ...work, left: left.slice(1), read: 0 } })];
}
