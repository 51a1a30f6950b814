/** The fence as a finite machine: two gateways, two changers, one entity. Times are ages in ticks, so it never runs out. */
import {
  type ApplyPart,
  type FenceEntry,
  type FenceMemberState,
  type FenceTiming,
  judgeMember,
  judgeTimedOut,
  type MemberSteps,
  memberSteps,
} from '@ck/shared/fence';

/** How large the machine is, and what is wrong with it. */
export type Setting = {
  gateways: number;
  changers: number;
  /** How often one gateway may begin anew. */
  lives: number;
  renewalsPerLife: number;
  /** A lease, in ticks of the clock. */
  leaseTicks: number;
  /**
   * Whether processes are also taken away. One that is simply never scheduled again is paused for ever, which is all
   * that a crash can do to the others; what this adds is who begins anew, and the sweeper.
   */
  crashes: boolean;
  steps?: MemberSteps;
  appendBeforeCommit?: boolean;
  removeWhateverSeq?: boolean;
  noWait?: boolean;
  epochFromCounter?: boolean;
};

type Reply = { epoch: number; entries: FenceEntry[]; seq: number };
type Work = {
  of: 'renewal' | 'hint';
  left: ApplyPart[];
  upTo: { epoch: number; change: string | undefined };
  /** The version that was read and is not in memory yet. */
  read: number;
};

export type GatewayState = {
  phase: 'out' | 'announced' | 'loaded' | 'member' | 'crashed';
  life: number;
  memory: number;
  applied: number;
  change: string | undefined;
  seq: number;
  /** Ticks that its lease still has, and the epoch of the renewal that gave it. */
  lease: number;
  leaseEpoch: number;
  renewal: { age: number; reply: Reply | 'missed' | undefined } | undefined;
  work: Work | undefined;
};

export type ChangerState = {
  phase: 'idle' | 'committed' | 'appended' | 'asking' | 'returned' | 'crashed';
  version: number;
  epoch: number;
  age: number;
  waiting: [incarnation: string, seq: number][];
};

export type State = {
  version: number;
  epoch: number;
  counter: number;
  log: FenceEntry[];
  members: Record<string, FenceMemberState>;
  acks: Record<string, { applied: number; left?: boolean }>;
  gateways: GatewayState[];
  changers: ChangerState[];
};

const out: GatewayState = {
  phase: 'out',
  life: 0,
  memory: 0,
  applied: 0,
  change: undefined,
  seq: -1,
  lease: 0,
  leaseEpoch: 0,
  renewal: undefined,
  work: undefined,
};
const idle: ChangerState = { phase: 'idle', version: 0, epoch: 0, age: 0, waiting: [] };

export const startOf = ({ gateways, changers }: Setting): State => ({
  version: 1,
  epoch: 0,
  counter: 0,
  log: [],
  members: {},
  acks: {},
  gateways: Array.from({ length: gateways }, () => out),
  changers: Array.from({ length: changers }, () => idle),
});

/** Every state that one step of anybody leads to. */
export function successors(state: State, setting: Setting): State[] {
  return [
    tick(state, setting),
    ...state.gateways.flatMap((_, index) => gatewaySteps(state, index, setting)),
    ...state.changers.flatMap((_, index) => changerSteps(state, index, setting)),
  ];
}

const timingOf = ({ leaseTicks }: Setting): FenceTiming => ({
  leaseMs: leaseTicks,
  heartbeatMs: 1,
  guardMs: 0,
});

/** Beyond its end an age tells nothing new: a lease is over, and a changer has waited for longer than one. */
function tick(state: State, { leaseTicks }: Setting): State {
  const gateways = state.gateways.map(gateway => ({
    ...gateway,
    lease: Math.max(0, gateway.lease - 1),
    leaseEpoch: gateway.lease > 1 ? gateway.leaseEpoch : 0,
    renewal: gateway.renewal && { ...gateway.renewal, age: Math.min(gateway.renewal.age + 1, leaseTicks) },
  }));
  const changers = state.changers.map(each =>
    each.phase === 'asking' ? { ...each, age: Math.min(each.age + 1, leaseTicks + 1) } : each,
  );
  return { ...state, gateways, changers };
}

const nameOf = (index: number, { life }: GatewayState) => `g${index}-${life}`;
const entriesSince = ({ log }: State, applied: number) => log.filter(entry => entry.epoch >= applied);

function gatewaySteps(state: State, index: number, setting: Setting): State[] {
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

function changerSteps(state: State, index: number, flaws: Setting): State[] {
  const timing = timingOf(flaws);
  const changer = state.changers[index] ?? idle;
  const change = `c${index}`;
  const set = (changed: Partial<ChangerState>, more: Partial<State> = {}): State => ({
    ...state,
    ...more,
    changers: state.changers.map((each, at) => (at === index ? { ...each, ...changed } : each)),
  });
  const commit = (): Partial<State> => ({ version: state.version + 1 });
  const append = (epoch: number): Partial<State> => ({
    epoch: Math.max(state.epoch, epoch),
    log: [...state.log, { epoch, kind: 'key', id: 'k', change }],
  });
  const asked = (epoch: number): Partial<ChangerState> => ({
    phase: 'asking',
    epoch,
    age: 0,
    waiting: Object.entries(state.members).map(([incarnation, { seq }]) => [incarnation, seq]),
  });
  const found: State[] = [];
  // A process that died after its commit is carried on by the sweeper, from C2, which is exact when repeated.
  if (changer.phase === 'crashed' && changer.version > 0) {
    const known = state.log.find(entry => entry.change === change);
    const epoch = known?.epoch ?? state.epoch + 1;
    found.push(set(asked(epoch), known === undefined ? append(epoch) : {}));
  }
  if (
    flaws.crashes &&
    changer.phase !== 'idle' &&
    changer.phase !== 'returned' &&
    changer.phase !== 'crashed' &&
    index === 0
  )
    found.push(set({ phase: 'crashed', waiting: [], age: 0 }));
  if (changer.phase === 'idle') {
    if (flaws.appendBeforeCommit === true) found.push(set(asked(state.epoch + 1), append(state.epoch + 1)));
    else found.push(set({ phase: 'committed', version: state.version + 1 }, commit()));
  }
  if (changer.phase === 'committed') {
    if (flaws.epochFromCounter === true)
      found.push(set({ phase: 'appended', epoch: state.counter + 1 }, { counter: state.counter + 1 }));
    else found.push(set(asked(state.epoch + 1), append(state.epoch + 1)));
  }
  if (changer.phase === 'appended') found.push(set(asked(changer.epoch), append(changer.epoch)));
  if (changer.phase !== 'asking') return found;

  if (flaws.appendBeforeCommit === true && changer.version === 0) {
    found.push(set({ version: state.version + 1 }, commit()));
    return found;
  }
  if (changer.waiting.length === 0 || flaws.noWait === true) {
    found.push(set({ phase: 'returned', epoch: 0, waiting: [], age: 0 }));
    return found;
  }
  changer.waiting.forEach(([incarnation, seq], at) => {
    const waiting = changer.waiting.filter((_, other) => other !== at);
    const member = { seq, name: incarnation, lease: timing.leaseMs };
    const wait = judgeMember(member, changer.epoch, state.acks[incarnation], changer.age);
    if (wait === 'waiting') return;
    if (wait !== 'timed_out') {
      found.push(set({ waiting }));
      return;
    }
    const now = state.members[incarnation];
    const lapsed = flaws.removeWhateverSeq === true || judgeTimedOut(seq, now) === 'lapsed';
    const { [incarnation]: _, ...others } = state.members;
    found.push(set({ waiting }, { members: lapsed ? others : state.members }));
  });
  return found;
}
