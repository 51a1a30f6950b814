import { judgeMember, judgeTimedOut } from '@ck/shared/fence';
import { type ChangerState, idle, type Setting, type State, timingOf } from './state.ts';

/** What a changer, or the sweeper for one that died, can do next: C1 to C4, one write at a time. */
export function changerSteps(state: State, index: number, flaws: Setting): State[] {
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
